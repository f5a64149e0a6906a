import { at, put } from '../shared/access.ts';
import { logProbabilities } from '../shared/classes.ts';
import { rowCounts, termIndex } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** terms = -Σ z log softmax(logits), zero past the row count */
export const categoricalNll: Twin<'categorical_nll'> = (
  { constants: { M, K, CLASSES, SAMPLES, RING }, step },
  logits,
  z,
  terms,
) => {
  for (let row = 0; row < M * SAMPLES; row++) {
    const logs = logProbabilities(logits, Math.floor(row / SAMPLES), { K, CLASSES });
    const nll = logs.reduce((sum, log, column) => sum - at(z, row * K + column) * log, 0);
    const counts = rowCounts(step, row, SAMPLES);
    put(terms, termIndex(step, RING, M * SAMPLES, row), counts ? nll : 0);
  }
};
