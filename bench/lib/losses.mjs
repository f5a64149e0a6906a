// @ts-check

/** Contenders start from other random numbers, so their losses agree only this far (nats an image). */
const LOSS_TOLERANCE = 6;

/**
 * A contender that is fast because it does not learn the same must not pass.
 *
 * @param {Pick<import('./results.mjs').Case, 'contender' | 'loss'>[]} cases of one model and batch size
 * @returns {string | undefined} what is wrong, if anything is
 */
export function lossesApart(cases) {
  const losses = cases.map(({ loss }) => loss);
  const apart = Math.max(...losses) - Math.min(...losses);
  // A loss that is no number is never near another.
  if (apart <= LOSS_TOLERANCE) return undefined;
  const each = cases.map(({ contender, loss }) => `${contender} ${loss.toFixed(1)}`).join(', ');
  return `losses are ${apart.toFixed(1)} nats apart (at most ${LOSS_TOLERANCE} expected): ${each}`;
}
