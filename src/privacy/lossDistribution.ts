import { probabilityBetween } from '../random/normal.ts';
import type { SampledNoise } from './steps.ts';

/** Which of two data sets has the row that the other lacks. */
export type Direction = 'removed' | 'added';

/**
 * The privacy loss log P(x) / Q(x) with x from P, on a grid. P is what a step gives out for one data set, Q for the
 * same without one row (`removed`) or with one more (`added`).
 */
export interface LossDistribution {
  /** Place of the first value: losses are (first + i) · width. */
  readonly first: number;
  readonly probabilities: Float64Array;
  /** Probability of a loss beyond the grid, which counts as infinite. */
  readonly infinite: number;
}

/** The loss of one step, and how often such a step is taken. */
export interface RepeatedLoss {
  readonly loss: LossDistribution;
  readonly steps: number;
}

/** Standard deviations of the noise that the grid covers: what is beyond has a probability of 1e-19. */
const MARGIN = 9;

/**
 * The loss of one step, with each interval's probabilities moved to its ends such that those of P and of Q
 * both stay. It is never below the true one, and its error falls with the square of the width. Source:
 * Doroshenko, Ghazi, Kamath, Kumar & Manurangsi, "Connect the dots: tighter discrete approximations of privacy loss
 * distributions", 2022.
 * @param width of the grid
 */
export function lossDistribution(
  of: SampledNoise,
  direction: Direction,
  width: number,
): LossDistribution {
  const [least, most] = rangeOfLoss(of, direction);
  const first = Math.floor(least / width);
  const count = Math.ceil(most / width) - first + 1;
  const probabilities = new Float64Array(count);
  const outputs = Float64Array.from({ length: count }, (_, i) => {
    const loss = (first + i) * width;
    return outputOf(direction === 'removed' ? loss : -loss, of);
  });
  for (let i = 0; i + 1 < count; i++) {
    const [p, q] = between(outputs[i] as number, outputs[i + 1] as number, of, direction);
    const loss = (first + i) * width;
    // Rounding may make the smallest of them negative.
    const upper = Math.min(p, Math.max(0, (p - Math.exp(loss) * q) / -Math.expm1(-width)));
    probabilities[i] = (probabilities[i] as number) + p - upper;
    probabilities[i + 1] = upper;
  }
  const below = direction === 'removed' ? -Infinity : Infinity;
  const [rest] = between(below, outputs[0] as number, of, direction);
  probabilities[0] = (probabilities[0] as number) + rest;
  const [infinite] = between(outputs[count - 1] as number, -below, of, direction);
  return { first, probabilities, infinite };
}

/** The range of the loss, but for what is beyond the margin. */
export function rangeOfLoss(
  of: SampledNoise,
  direction: Direction,
): readonly [least: number, most: number] {
  const least = lossOf(-MARGIN * of.noise, of);
  const most = lossOf(1 + MARGIN * of.noise, of);
  return direction === 'removed' ? [least, most] : [-most, -least];
}

/** log((1 - q) + q e^((2x - 1) / 2σ²)), the loss of the output x. */
function lossOf(x: number, { noise, sampleRate }: SampledNoise): number {
  const ratio = (2 * x - 1) / (2 * noise * noise);
  // The sum has no other part, and its exponential may be 0.
  if (sampleRate === 1) return ratio;
  // Large ratios have no exponential.
  if (ratio > 0) return ratio + Math.log(sampleRate + (1 - sampleRate) * Math.exp(-ratio));
  // Each is exact where the other loses digits: at small rates, and at rates near 1.
  return sampleRate < 0.5
    ? Math.log1p(sampleRate * Math.expm1(ratio))
    : Math.log(1 - sampleRate + sampleRate * Math.exp(ratio));
}

/** The output with a loss, the inverse of {@link lossOf}; -Infinity for a loss that no output has. */
function outputOf(loss: number, of: SampledNoise): number {
  return of.noise * of.noise * ratioOf(loss, of) + 0.5;
}

function ratioOf(loss: number, { sampleRate }: SampledNoise): number {
  if (sampleRate === 1) return loss;
  const excess = Math.expm1(loss) / sampleRate;
  if (excess === Infinity) return loss - Math.log(sampleRate);
  if (sampleRate < 0.5) return Math.log1p(Math.max(-1, excess));
  return Math.log(Math.max(0, Math.exp(loss) - (1 - sampleRate)) / sampleRate);
}

/** The probabilities of outputs between two by P and by Q. */
function between(
  from: number,
  to: number,
  { noise, sampleRate }: SampledNoise,
  direction: Direction,
): readonly [p: number, q: number] {
  const [a, b] = from < to ? [from, to] : [to, from];
  const without = probabilityBetween(a / noise, b / noise);
  const within = probabilityBetween((a - 1) / noise, (b - 1) / noise);
  const mixed = (1 - sampleRate) * without + sampleRate * within;
  return direction === 'removed' ? [mixed, without] : [without, mixed];
}

/** Standard deviation of the loss of outputs without the row. */
export function deviationOfLoss(of: SampledNoise): number {
  const points = Array.from({ length: 2 * MARGIN * MARGIN + 1 }, (_, i) => i / MARGIN - MARGIN);
  let [weights, mean, square] = [0, 0, 0];
  for (const x of points) {
    const [weight, loss] = [Math.exp(-0.5 * x * x), lossOf(x * of.noise, of)];
    weights += weight;
    mean += weight * loss;
    square += weight * loss * loss;
  }
  return Math.sqrt(square / weights - (mean / weights) ** 2);
}
