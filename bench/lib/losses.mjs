// @ts-check

/**
 * Tolerance between the losses of contenders, which start from different random numbers (nats per
 * image).
 */
const LOSS_TOLERANCE = 6;

/**
 * Detects contenders that do not learn the same, since their speed is not comparable.
 *
 * @param {Pick<import('./results.mjs').Case, 'contender' | 'loss'>[]} cases of one model and batch size
 * @returns {string | undefined} a description of the problem, if there is one
 */
export function lossesApart(cases) {
  const losses = cases.map(({ loss }) => loss);
  const apart = Math.max(...losses) - Math.min(...losses);
  // The condition is also false for NaN.
  if (apart <= LOSS_TOLERANCE) return undefined;
  const each = cases.map(({ contender, loss }) => `${contender} ${loss.toFixed(1)}`).join(', ');
  return `losses are ${apart.toFixed(1)} nats apart (at most ${LOSS_TOLERANCE} expected): ${each}`;
}
