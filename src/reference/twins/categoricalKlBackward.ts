import { put } from '../shared/access.ts';
import { logProbabilities } from '../shared/classes.ts';
import type { Twin } from '../twin.ts';

/** dlogits = w p (log p - Σ_classes p log p) */
export const categoricalKlBackward: Twin<'categorical_kl_backward'> = (
  { constants: { M, K, CLASSES, ACCUMULATE }, slots },
  logits,
  dlogits,
) => {
  for (let row = 0; row < M; row++) {
    const weight = slots.term_weight(row);
    const logs = logProbabilities(logits, row, { K, CLASSES });
    for (const [column, log] of logs.entries()) {
      const first = column - (column % CLASSES);
      const own = logs.slice(first, first + CLASSES);
      const mean = own.reduce((sum, each) => sum + Math.exp(each) * each, 0);
      put(dlogits, row * K + column, weight * Math.exp(log) * (log - mean), ACCUMULATE);
    }
  }
};
