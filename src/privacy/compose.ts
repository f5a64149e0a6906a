import { InternalError } from '../errors.ts';
import { transform } from './fft.ts';
import {
  type Direction,
  deviationOfLoss,
  type LossDistribution,
  lossDistribution,
  type RepeatedLoss,
  rangeOfLoss,
} from './lossDistribution.ts';
import { leastRange } from './lossRange.ts';
import type { PrivacyHistory } from './steps.ts';

/** The widest grid, and the part of the deviation of one step's loss that its width is at most. */
const WIDTH = 1e-3;
const WIDTHS_IN_DEVIATION = 10;

/** The longest sums, since transforms take their time and memory; beyond, the grid gets wider. */
const MOST_VALUES = 2 ** 18;

/** The probability that each end of the range of the sum may leave out. It counts as infinite, so that ε stays an upper bound. */
const LEFT_OUT = 1e-13;

/**
 * The loss of all steps, which is a sum: its Fourier transform is the product of theirs. Source: Koskela, Jälkö &
 * Honkela, "Computing tight differential privacy guarantees using FFT", 2020.
 * @returns a distribution on a grid of `width`
 */
export function composeLosses(
  history: PrivacyHistory,
  direction: Direction,
): { readonly width: number; readonly loss: LossDistribution } {
  const finest = Math.min(WIDTH, ...history.map((of) => deviationOfLoss(of) / WIDTHS_IN_DEVIATION));
  const ranges = history.map((of) => rangeOfLoss(of, direction));
  let width = Math.max(
    finest,
    ...ranges.map(([least, most]) => (1.01 * (most - least)) / MOST_VALUES),
  );
  while (width < Infinity) {
    const grid = width;
    const parts = history.map((of) => ({
      loss: lossDistribution(of, direction, grid),
      steps: of.steps,
    }));
    const [first, last] = leastRange(parts, grid, LEFT_OUT);
    const longest = Math.max(...parts.map(({ loss }) => loss.probabilities.length));
    const values = Math.max(longest, last - first + 1);
    if (values <= MOST_VALUES) {
      return { width, loss: sumOf(parts, first, 2 ** Math.ceil(Math.log2(values))) };
    }
    width *= (1.01 * values) / MOST_VALUES;
  }
  throw new InternalError(`the privacy loss has no grid: its width is ${width}`);
}

/** The sum on a grid from `first` of `size` values, around which those beyond are wrapped. */
function sumOf(parts: readonly RepeatedLoss[], first: number, size: number): LossDistribution {
  const [logs, angles] = [new Float64Array(size), new Float64Array(size)];
  let finite = 0;
  for (const { loss, steps } of parts) {
    const [re, im] = [new Float64Array(size), new Float64Array(size)];
    for (const [i, probability] of loss.probabilities.entries()) {
      re[modulo(loss.first + i, size)] = probability;
    }
    transform(re, im);
    for (const [k, x] of re.entries()) {
      const y = im[k] as number;
      logs[k] = (logs[k] as number) + steps * Math.log(Math.hypot(x, y));
      angles[k] = (angles[k] as number) + steps * Math.atan2(y, x);
    }
    finite += steps * Math.log1p(-loss.infinite);
  }
  const re = logs.map((log, k) => Math.exp(log) * Math.cos(angles[k] as number));
  const im = logs.map((log, k) => Math.exp(log) * Math.sin(angles[k] as number));
  transform(im, re);
  const probabilities = Float64Array.from({ length: size }, (_, i) =>
    Math.max(0, (re[modulo(first + i, size)] as number) / size),
  );
  return { first, probabilities, infinite: LEFT_OUT - Math.expm1(finite) };
}

const modulo = (place: number, size: number): number => ((place % size) + size) % size;
