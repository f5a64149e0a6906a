// @ts-check
import { isAdversary, isConvolutional, isRecurrent } from '../cases.mjs';

/**
 * Tolerance between the losses of contenders, which start from different random numbers (nats per
 * image).
 */
const LOSS_TOLERANCE = 6;
/** Convolutions start more slowly from some numbers than from others: 13 seeds of PyTorch are 28 apart. */
const CONVOLUTIONAL_TOLERANCE = 30;
/** A recurrent layer alone has a loss of two nats and no noise: seeds of this library are 0.01 apart. */
const RECURRENT_TOLERANCE = 0.1;
/** Networks that play against each other: eight seeds of PyTorch and of this library are between 52 and 80. */
const ADVERSARY_TOLERANCE = 40;

/**
 * Detects contenders that do not learn the same, since their speed is not comparable.
 *
 * @param {Pick<import('./results.mjs').Case, 'contender' | 'model' | 'loss'>[]} cases of one model and batch size
 * @returns {string | undefined} a description of the problem, if there is one
 */
export function lossesApart(cases) {
  const losses = cases.map(({ loss }) => loss);
  const apart = Math.max(...losses) - Math.min(...losses);
  const tolerance = toleranceOf(cases[0]?.model ?? '');
  // The condition is also false for NaN.
  if (apart <= tolerance) return undefined;
  const each = cases.map(({ contender, loss }) => `${contender} ${loss.toFixed(2)}`).join(', ');
  return `losses are ${apart.toFixed(2)} nats apart (at most ${tolerance} expected): ${each}`;
}

/** @param {string} model */
function toleranceOf(model) {
  if (isConvolutional(model)) return CONVOLUTIONAL_TOLERANCE;
  if (isAdversary(model)) return ADVERSARY_TOLERANCE;
  return isRecurrent(model) ? RECURRENT_TOLERANCE : LOSS_TOLERANCE;
}
