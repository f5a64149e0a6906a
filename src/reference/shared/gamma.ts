// Arguments are raised to 30 by the recurrences 6.1.15 and 6.3.5; there the omitted terms of the
// series 6.1.40 and 6.3.18 are below 1e-17. Source: Abramowitz & Stegun, "Handbook of Mathematical
// Functions".

const SERIES_FROM = 30;

/** log Γ(z), z > 0 */
export function logGamma(z: number): number {
  // The zeros of log Γ are returned exactly, since the series gives rounding errors there.
  if (z === 1 || z === 2) return 0;
  let [at, loss] = [z, 0];
  for (; at < SERIES_FROM; at++) loss += Math.log(at);
  const square = 1 / (at * at);
  const correction = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / at;
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + correction - loss;
}

/** ψ(z), the derivative of log Γ, z > 0 */
export function digamma(z: number): number {
  let [at, loss] = [z, 0];
  for (; at < SERIES_FROM; at++) loss += 1 / at;
  const square = 1 / (at * at);
  const correction = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square / 240)));
  return Math.log(at) - 0.5 / at - correction - loss;
}
