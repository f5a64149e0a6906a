/** A row of settings: temperature, count, share and `known`. */
export const SETTINGS = 4;

/** The logits of the tokens that may be drawn; -Infinity for others. */
export function drawable(logits: Float64Array, known: number, reserved: number): Float64Array {
  if (known <= 0) return logits;
  return logits.map((logit, k) => (k >= 1 && k <= reserved ? -Infinity : logit));
}

/** Temperature, count and share of a draw; 0 as count or share keeps all. */
export type Settings = readonly [temperature: number, count: number, share: number];

/** The weights of tokens in a draw; 0 for those that are not kept. */
export function weightsOfTokens(
  logits: Float64Array,
  [temperature, count, share]: Settings,
): Float64Array {
  const sorted = logits.toSorted((a, b) => b - a);
  const largest = sorted[0] ?? 0;
  const weightOf = (logit: number): number => {
    if (temperature === 0) return logit === largest ? 1 : 0;
    return Math.exp((logit - largest) / Math.max(temperature, 1e-6));
  };
  let least = count > 0 ? (sorted[Math.min(count, logits.length) - 1] ?? 0) : -Infinity;
  if (share > 0 && share < 1) {
    const total = sorted.reduce((sum, each) => sum + (each >= least ? weightOf(each) : 0), 0);
    least = sorted.find((each) => massOf(sorted, each, weightOf) >= share * total) ?? least;
  }
  return logits.map((logit) => (logit >= least ? weightOf(logit) : 0));
}

/** Weight of all logits of at least so much. */
function massOf(sorted: Float64Array, least: number, weightOf: (logit: number) => number): number {
  return sorted.reduce((sum, each) => sum + (each >= least ? weightOf(each) : 0), 0);
}
