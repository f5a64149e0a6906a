/**
 * Picks combinations of choices so that every pair of choices in one of `combinations` also occurs
 * in a picked one. Few errors depend on three choices at once.
 *
 * @param combinations each a choice for every axis, in the order of the axes
 * @returns indices into `combinations`, ascending
 */
export function pairwise(combinations: readonly (readonly number[])[]): number[] {
  const pairs = combinations.map(pairsOf);
  const left = new Set(pairs.flat());
  const picked: number[] = [];
  while (left.size > 0) {
    const gains = pairs.map((own) => own.filter((pair) => left.has(pair)).length);
    const best = gains.indexOf(Math.max(...gains));
    for (const pair of pairs[best] ?? []) left.delete(pair);
    picked.push(best);
  }
  return picked.sort((a, b) => a - b);
}

/**
 * Every pair of choices in a combination as text; with fewer than two choices, the choices
 * themselves.
 */
function pairsOf(choices: readonly number[]): string[] {
  if (choices.length < 2) return [choices.join()];
  return choices.flatMap((a, i) =>
    choices.slice(i + 1).map((b, j) => `${i}=${a} ${i + 1 + j}=${b}`),
  );
}
