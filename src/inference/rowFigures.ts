import type { Model } from '../families/model.ts';

/** Figures of single rows by name, `[rows]` each, in nats: `elbo`, `reconstruction` and `kl`. */
export type Scores = Readonly<Record<string, Float32Array>>;

/**
 * The figures of single rows from their terms, followed by the terms.
 * @param terms `[rows]` each
 */
export function rowFigures({ figures }: Pick<Model, 'figures'>, terms: Scores): Scores {
  const sums = Object.entries(figures).map(([name, parts]) => [
    name,
    terms[parts[0] ?? '']?.map((_, row) =>
      parts.reduce((sum, part) => sum + (terms[part]?.[row] ?? Number.NaN), 0),
    ),
  ]);
  return { ...Object.fromEntries(sums), ...terms };
}

/**
 * The mean of each row's samples, which are adjacent: `[rows]`.
 * @param values `[at least rows · samples]`
 */
export function rowMeans(values: ArrayLike<number>, rows: number, samples: number): Float32Array {
  return Float32Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let i = row * samples; i < (row + 1) * samples; i++) sum += values[i] ?? 0;
    return sum / samples;
  });
}
