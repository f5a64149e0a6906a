import { at } from '../../shared/access.ts';
import type { SlotTwin } from '../../twin.ts';

/** Over GROUPS groups of columns; normalizers [M, 2 · groups] as group_normalizer leaves them. */
export const categorical: SlotTwin<'likelihood', 'categorical'> = ({ constants }, normalizers) => {
  const groups = Number(constants.GROUPS);
  const size = Number(constants.K) / groups;
  const normalizer = (row: number, column: number) =>
    at(normalizers, row * 2 * groups + Math.floor(column / size));
  const total = (row: number, column: number) =>
    at(normalizers, row * 2 * groups + groups + Math.floor(column / size));
  return {
    loss: (row, column, logit, x) => x * (normalizer(row, column) - logit),
    gradient: (row, column, logit, x) =>
      total(row, column) * Math.exp(logit - normalizer(row, column)) - x,
  };
};
