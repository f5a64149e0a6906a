import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type Noise, noiseSlot } from './noise.ts';

/**
 * Standard normals times a triangular matrix of each example, without its diagonal: what makes the
 * dimensions of a sample depend on one another.
 *
 * @param lower elements below the diagonal, row by row: `[M, L (L - 1) / 2]`
 * @param latent L
 * @returns `[M · samples, L]`; the samples of an example are adjacent
 */
export function lowerProduct(
  graph: Graph,
  lower: Tensor,
  {
    name,
    noise,
    latent,
    samples = 1,
  }: { name: string; noise: Noise; latent: number; samples?: number },
): Tensor {
  const [rows = 0] = lower.shape;
  const y = graph.activation(name, [rows * samples, latent]);
  const { slot, constants } = noiseSlot(noise);
  graph.record({
    label: name,
    inputs: [lower],
    outputs: [y],
    forward: [
      dispatch('lower_product_forward', `${name}.forward`, {
        bindings: { lower, y },
        slots: { noise: slot },
        constants,
      }),
    ],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dlower = dy && pass.gradientInto(lower);
      if (!dlower) return;
      pass.record(
        dispatch('lower_product_backward', `${name}.backward`, {
          bindings: { dy, dlower: dlower.tensor },
          slots: { noise: slot },
          constants: { ...constants, ACCUMULATE: dlower.accumulate },
        }),
      );
    },
  });
  return y;
}
