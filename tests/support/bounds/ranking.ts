import type { Bound } from './bound.ts';
import { TINY } from './numerics.ts';
import { none } from './values.ts';

/** Columns are exact, but where a device may take scores for equal that are near one another. */
export const topColumnsBound: Bound<'top_columns'> = ({ context, values }) => {
  const { M, K, TOP } = context.constants;
  const columns = new Float64Array(M * TOP);
  for (let row = 0; row < M; row++) {
    const sorted = (values.scores ?? none).slice(row * K, (row + 1) * K).sort();
    const near = sorted.some((score, i) => {
      const step = score - (sorted[i - 1] ?? score);
      return step > 0 && step < TINY;
    });
    if (near) columns.fill(K, row * TOP, (row + 1) * TOP);
  }
  return { columns, values: new Float64Array(M * TOP).fill(TINY) };
};
