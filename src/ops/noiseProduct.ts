import type { Graph } from '../graph/graph.ts';
import type { Dispatch } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { SlotArgument } from '../kernels/dispatch.ts';
import { type Noise, noiseSlot } from './noise.ts';

/** Options of a product with noise. */
export interface NoiseProductOptions {
  /** Name of the product. */
  readonly name: string;
  /** Standard normal noise of each sample. */
  readonly noise: Noise;
  /** Dimensions of a sample. */
  readonly latent: number;
  /** Samples of each example; 1 by default. */
  readonly samples?: number;
}

/** Noise as a dispatch takes it. */
interface Drawn {
  readonly slots: { readonly noise: SlotArgument<'noise'> };
  readonly constants: Readonly<Record<string, number | boolean>>;
}

/** The dispatches of a product with one form of matrices. */
interface NoiseProductKernels {
  forward(label: string, y: Tensor, drawn: Drawn): Dispatch;
  backward(label: string, gradients: { dy: Tensor; dmatrix: Tensor }, drawn: Drawn): Dispatch;
}

/**
 * A matrix of each example times standard normals: what makes the dimensions of a sample depend on one
 * another.
 *
 * @param matrix the elements of the matrices: `[M, values]`
 * @returns `[M · samples, latent]`; the samples of an example are adjacent
 */
export function noiseProduct(
  graph: Graph,
  matrix: Tensor,
  { name, noise, latent, samples = 1 }: NoiseProductOptions,
  { forward, backward }: NoiseProductKernels,
): Tensor {
  const [rows = 0] = matrix.shape;
  const y = graph.activation(name, [rows * samples, latent]);
  const { slot, constants } = noiseSlot(noise);
  const slots = { noise: slot };
  graph.record({
    label: name,
    inputs: [matrix],
    outputs: [y],
    forward: [forward(`${name}.forward`, y, { slots, constants })],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dmatrix = dy && pass.gradientInto(matrix);
      if (!dmatrix) return;
      const { tensor, accumulate: ACCUMULATE } = dmatrix;
      const drawn = { slots, constants: { ...constants, ACCUMULATE } };
      pass.record(backward(`${name}.backward`, { dy, dmatrix: tensor }, drawn));
    },
  });
  return y;
}
