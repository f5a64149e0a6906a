import type { Fixture, Kept } from './fixture.ts';
import type { Run } from './run.ts';
import { keptElements } from './stream.ts';

/**
 * Bound for losses: relative difference from PyTorch's, in float32 and in float64. One rounding of
 * a loss to f32 is up to 6e-8, the losses sum tens of thousands of such terms, and PyTorch's own
 * float32 differs from its float64 by up to 2e-7.
 */
export const LOSS_BOUND = 1e-6;

/**
 * Gradients: element by element in units of the expected float32 error, c · u · √n · Σ|aᵢ bᵢ| for
 * each sum of n products, carried from layer to layer (roundoff.py). Both sides have that error, so
 * c = 2.
 */
const GRADIENT_BOUND = 2;

/**
 * Weights: ‖Δ‖ / ‖w‖ of each tensor. Adam divides by the gradient's size, so it amplifies the
 * errors of gradients near zero. PyTorch's float32 and float64 differ by up to 3e-6 after 20 steps
 * on such models; the bound is ten times that.
 */
const WEIGHT_BOUND = 3e-5;

/** Differences of a run from PyTorch: the maximum of each kind in units of its bound. */
export interface Deviation {
  readonly elbo: number;
  readonly reconstruction: number;
  readonly kl: number;
  readonly gradients: number;
  readonly weights: number;
  /**
   * Difference of a single weight, in units of the maximum that Adam's steps can move it: learning
   * rate times steps.
   */
  readonly element: number;
}

export function deviation(fixture: Fixture, run: Run): Deviation {
  const { steps, learningRate } = fixture.parity;
  const weights = weightErrors(fixture, run);
  return {
    elbo: largest(lossErrors(fixture, run, 0)),
    reconstruction: largest(lossErrors(fixture, run, 1)),
    kl: largest(lossErrors(fixture, run, 2)),
    gradients: largest(gradientErrors(fixture, run)) / GRADIENT_BOUND,
    weights: largest(weights.flatMap(({ tensors }) => tensors)) / WEIGHT_BOUND,
    element: largest(weights.flatMap(({ elements }) => [...elements])) / (steps * learningRate),
  };
}

/**
 * In units of the bound. PyTorch computes exp(logvar) - 1 - logvar in float32, so a KL near zero
 * has an absolute error above 1e-6; the comparison with float32 allows for it.
 */
function lossErrors({ losses }: Fixture, run: Run, term: 0 | 1 | 2): number[] {
  return losses.float64.flatMap((exact, step) => {
    const got = run.losses[step]?.[term] ?? Number.NaN;
    const want = losses.float32[step]?.[term] ?? Number.NaN;
    const bound = LOSS_BOUND * Math.abs(exact[term]);
    const cancelled = term === 2 ? Math.abs(want - exact[term]) : 0;
    return [Math.abs(got - exact[term]) / bound, Math.abs(got - want) / (bound + cancelled)];
  });
}

/**
 * Errors of every kept element and of the norms of whole tensors, in units of the float32 error.
 */
function gradientErrors(fixture: Fixture, run: Run): number[] {
  return pairs(fixture, fixture.gradients, run.gradients).flatMap(({ name, want, got, norm }) => {
    const error = fixture.gradientErrors.get(name);
    const elements = differences(got, want.values).map((difference, i) =>
      inUnitsOf(error?.values[i], difference),
    );
    return [...elements, inUnitsOf(error?.norm, norm - want.norm)];
  });
}

/** For every tensor: relative errors of its kept elements and of its norm; absolute ones. */
function weightErrors(fixture: Fixture, run: Run) {
  return pairs(fixture, fixture.weights, run.weights).map(({ want, got, norm }) => {
    const elements = differences(got, want.values);
    const relative = Math.hypot(...elements) / Math.hypot(...want.values);
    return { tensors: [relative, Math.abs(norm - want.norm) / want.norm], elements };
  });
}

function pairs(
  { parity }: Fixture,
  reference: ReadonlyMap<string, Kept>,
  values: ReadonlyMap<string, Float32Array>,
) {
  return parity.parameters.map(({ name }, number) => {
    const want = reference.get(name);
    const whole = values.get(name);
    if (!want || !whole) throw new Error(`"${name}" is missing on one side`);
    return { name, want, got: keptElements(parity, number, whole), norm: normOf(whole) };
  });
}

function differences(got: Float32Array, want: Float64Array): Float64Array {
  return want.map((value, i) => Math.abs((got[i] ?? Number.NaN) - value));
}

/** A pixel that no row lights has a gradient of exactly zero and an error of zero. */
function inUnitsOf(error = Number.NaN, difference: number): number {
  return difference === 0 ? 0 : Math.abs(difference) / error;
}

function normOf(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

/** NaN if any value is NaN: a comparison that could not be made is not a match. */
function largest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), 0);
}
