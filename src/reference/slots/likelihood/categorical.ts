import { at } from '../../shared/access.ts';
import type { SlotTwin } from '../../twin.ts';

/** Over groups of columns, with normalizers [2 M, K] from group_normalizer. */
export const categorical: SlotTwin<'likelihood', 'categorical'> = ({ constants }, normalizers) => {
  const [M, K] = [Number(constants.M), Number(constants.K)];
  return {
    loss: (row, column, logit, x) => x * (at(normalizers, row * K + column) - logit),
    gradient(row, column, logit, x) {
      // A logit exceeds its normaliser only by rounding.
      const probability = Math.exp(Math.min(0, logit - at(normalizers, row * K + column)));
      return at(normalizers, (M + row) * K + column) * probability - x;
    },
  };
};
