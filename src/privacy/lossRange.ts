import { InternalError } from '../errors.ts';
import type { RepeatedLoss } from './lossDistribution.ts';

/**
 * The range of a sum of losses, in places of the grid, beyond each end of which its probability is at most
 * `leftOut`, by Chernoff's bound: P(L > t) ≤ E[e^(λL)] e^(-λt) for each λ > 0.
 */
export function leastRange(
  parts: readonly RepeatedLoss[],
  width: number,
  leftOut: number,
): readonly [first: number, last: number] {
  const [least, most] = [-1, 1].map((sign) => {
    const farthest = parts.reduce((sum, { loss: { first, probabilities }, steps }) => {
      return sum + steps * Math.max(sign * first, sign * (first + probabilities.length - 1));
    }, 0);
    return sign * Math.min(farthest, Math.ceil(reach(parts, width, leftOut, sign) / width));
  });
  return [least as number, most as number];
}

/** How many times as far as that of a normal variable the first λ lies. */
const FAR = 8;

/** The least bound over λ, which falls and then rises as λ goes down from where it is far too large. */
function reach(
  parts: readonly RepeatedLoss[],
  width: number,
  leftOut: number,
  sign: number,
): number {
  const wanted = -Math.log(leftOut);
  const variance = parts.reduce((sum, { loss, steps }) => sum + steps * varianceOf(loss, width), 0);
  let best = Infinity;
  for (let rate = FAR * Math.sqrt((2 * wanted) / variance); rate > 0; rate /= 2) {
    const logs = parts.reduce((sum, { loss, steps }) => {
      return sum + steps * Math.log(exponentialMean(loss, sign * rate * width));
    }, wanted);
    const bound = logs / rate;
    if (best < Infinity && !(bound < best)) return best;
    // Too large a rate has no finite exponentials.
    if (bound < best) best = bound;
  }
  throw new InternalError('the privacy loss has no bound: its distribution holds no numbers');
}

/** E[e^(rate · place)] */
function exponentialMean({ first, probabilities }: RepeatedLoss['loss'], rate: number): number {
  return probabilities.reduce((sum, each, i) => sum + each * Math.exp(rate * (first + i)), 0);
}

function varianceOf({ first, probabilities }: RepeatedLoss['loss'], width: number): number {
  let [mean, square] = [0, 0];
  for (const [i, each] of probabilities.entries()) {
    mean += each * (first + i) * width;
    square += each * ((first + i) * width) ** 2;
  }
  return Math.max(square - mean * mean, width * width);
}
