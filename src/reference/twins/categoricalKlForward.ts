import { put } from '../shared/access.ts';
import { logProbabilities } from '../shared/classes.ts';
import { termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** terms = Σ_variables (log CLASSES + Σ_classes p log p), zero past the row count */
export const categoricalKlForward: Twin<'categorical_kl_forward'> = (
  { constants: { M, K, CLASSES, RING }, step },
  logits,
  terms,
) => {
  for (let row = 0; row < M; row++) {
    const logs = logProbabilities(logits, row, { K, CLASSES });
    const entropy = logs.reduce((sum, log) => sum - Math.exp(log) * log, 0);
    const kl = (K / CLASSES) * Math.log(CLASSES) - entropy;
    put(terms, termIndex(step, RING, M, row), row < step.row_count ? kl : 0);
  }
};
