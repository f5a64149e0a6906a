// @ts-check
import { isConvolutional } from '../cases.mjs';

/**
 * Tolerance between the losses of contenders, which start from different random numbers (nats per
 * image).
 */
const LOSS_TOLERANCE = 6;
/** Convolutions start more slowly from some numbers than from others: 13 seeds of PyTorch are 28 apart. */
const CONVOLUTIONAL_TOLERANCE = 30;

/**
 * Detects contenders that do not learn the same, since their speed is not comparable.
 *
 * @param {Pick<import('./results.mjs').Case, 'contender' | 'model' | 'loss'>[]} cases of one model and batch size
 * @returns {string | undefined} a description of the problem, if there is one
 */
export function lossesApart(cases) {
  const losses = cases.map(({ loss }) => loss);
  const apart = Math.max(...losses) - Math.min(...losses);
  const convolutional = cases.some(({ model }) => isConvolutional(model));
  const tolerance = convolutional ? CONVOLUTIONAL_TOLERANCE : LOSS_TOLERANCE;
  // The condition is also false for NaN.
  if (apart <= tolerance) return undefined;
  const each = cases.map(({ contender, loss }) => `${contender} ${loss.toFixed(1)}`).join(', ');
  return `losses are ${apart.toFixed(1)} nats apart (at most ${tolerance} expected): ${each}`;
}
