import type { StepScalars } from '../../kernels/step.ts';
import { at } from './access.ts';

/** The constants of shaders/shared/total_correlation, and the sizes of its kernels. */
export interface DensityConstants {
  readonly M: number;
  readonly L: number;
  readonly SAMPLES: number;
  readonly DATA_ROWS: number;
  readonly STRATIFIED: boolean;
}

/** The constants of shaders/shared/total_correlation_gradient. */
export interface DensityGradientConstants extends DensityConstants {
  readonly TERM_MUTUAL: number;
  readonly TERM_TOTAL: number;
  readonly TERM_DIMENSIONS: number;
}

/** Log of the weight of posterior n in the density of a row of z. */
export function logWeight(
  { SAMPLES, DATA_ROWS, STRATIFIED }: DensityConstants,
  { row_count }: StepScalars,
  row: number,
  n: number,
): number {
  if (!STRATIFIED) return -Math.log(DATA_ROWS * row_count);
  const data = Math.max(DATA_ROWS, row_count);
  const others = Math.max(row_count - 1, 1);
  const own = Math.floor(row / SAMPLES);
  if (n === own) return -Math.log(data);
  return n === (own + 1) % row_count
    ? Math.log((data - others) / (data * others))
    : -Math.log(others);
}

/** log q(z_l | x_n) of a row of z */
export function logNormal(
  { L }: DensityConstants,
  z: Float64Array,
  stats: Float64Array,
  [row, n, l]: readonly [number, number, number],
): number {
  const logvar = at(stats, n * 2 * L + L + l);
  const distance = at(z, row * L + l) - at(stats, n * 2 * L + l);
  return -0.5 * (Math.log(2 * Math.PI) + logvar + distance ** 2 * Math.exp(-logvar));
}

/** Weight of a term in the loss, for one of the samples of an example that counts. */
export function weightOf({ SAMPLES }: DensityConstants, step: StepScalars, term: number): number {
  return (step.loss_weights[term] ?? 0) / SAMPLES;
}

/** The gradient with respect to log q(z_l | x_n) of a row of z. */
export function pairGradient(
  constants: DensityGradientConstants,
  step: StepScalars,
  [z, stats, pairs, densities]: readonly [Float64Array, Float64Array, Float64Array, Float64Array],
  [row, n, l]: readonly [number, number, number],
): number {
  const { M, L, SAMPLES, TERM_MUTUAL, TERM_TOTAL, TERM_DIMENSIONS } = constants;
  const mutual = weightOf(constants, step, TERM_MUTUAL);
  const total = weightOf(constants, step, TERM_TOTAL);
  const dimensions = weightOf(constants, step, TERM_DIMENSIONS);
  const joint = Math.exp(at(pairs, row * M + n) - at(densities, row * (L + 1) + L));
  const logShare =
    logWeight(constants, step, row, n) +
    logNormal(constants, z, stats, [row, n, l]) -
    at(densities, row * (L + 1) + l);
  const own = n === Math.floor(row / SAMPLES) ? mutual : 0;
  return own + (total - mutual) * joint + (dimensions - total) * Math.exp(logShare);
}
