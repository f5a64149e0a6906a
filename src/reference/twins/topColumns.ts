import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** The columns of each row with the largest scores, and these, without those that are known. */
export const topColumns: Twin<'top_columns'> = (
  { constants: { M, K, TOP } },
  scores,
  known,
  columns,
  values,
) => {
  for (let row = 0; row < M; row++) {
    const score = (column: number): number => at(scores, row * K + column);
    // Sorting keeps the order of equal ones.
    const best = Array.from({ length: K }, (_, column) => column)
      .filter((column) => at(known, row * K + column) === 0)
      .sort((a, b) => score(b) - score(a));
    for (let j = 0; j < TOP; j++) {
      const column = best[j];
      put(columns, row * TOP + j, column ?? K);
      put(values, row * TOP + j, column === undefined ? 0 : score(column));
    }
  }
};
