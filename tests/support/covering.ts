/**
 * Picks combinations of choices, a covering array: with a strength of 1 every choice in one of `combinations` also
 * occurs in a picked one, with 2 every pair of choices does. Few errors depend on three choices at once.
 *
 * @param combinations each a choice for every axis, in the order of the axes
 * @returns indices into `combinations`, ascending
 */
export function covering(combinations: readonly (readonly number[])[], strength: 1 | 2): number[] {
  const met = combinations.map((choices) => meetingsOf(choices, strength));
  const left = new Set(met.flat());
  const picked: number[] = [];
  while (left.size > 0) {
    const gains = met.map((own) => own.filter((each) => left.has(each)).length);
    const best = gains.indexOf(Math.max(...gains));
    for (const each of met[best] ?? []) left.delete(each);
    picked.push(best);
  }
  return picked.sort((a, b) => a - b);
}

/** Each choice of a combination, or each pair of them, as text; with fewer than two choices, the choices themselves. */
function meetingsOf(choices: readonly number[], strength: 1 | 2): string[] {
  if (choices.length < 2) return [choices.join()];
  if (strength === 1) return choices.map((choice, axis) => `${axis}=${choice}`);
  return choices.flatMap((a, i) =>
    choices.slice(i + 1).map((b, j) => `${i}=${a} ${i + 1 + j}=${b}`),
  );
}
