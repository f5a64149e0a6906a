import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type Noise, noiseSlot } from './noise.ts';

/**
 * U times standard normals: what makes the dimensions of a sample depend on one another.
 *
 * @param factor U, row by row: `[M, L · rank]`
 * @param latent L
 * @returns `[M · samples, L]`; the samples of an example are adjacent
 */
export function lowRankProduct(
  graph: Graph,
  factor: Tensor,
  {
    name,
    noise,
    latent,
    samples = 1,
  }: { name: string; noise: Noise; latent: number; samples?: number },
): Tensor {
  const [rows = 0, width = 0] = factor.shape;
  const y = graph.activation(name, [rows * samples, latent]);
  const { slot, constants: drawn } = noiseSlot(noise);
  const constants = { ...drawn, L: width / latent };
  graph.record({
    label: name,
    inputs: [factor],
    outputs: [y],
    forward: [
      dispatch('low_rank_product_forward', `${name}.forward`, {
        bindings: { factor, y },
        slots: { noise: slot },
        constants,
      }),
    ],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dfactor = dy && pass.gradientInto(factor);
      if (!dfactor) return;
      pass.record(
        dispatch('low_rank_product_backward', `${name}.backward`, {
          bindings: { dy, dfactor: dfactor.tensor },
          slots: { noise: slot },
          constants: { ...constants, ACCUMULATE: dfactor.accumulate },
        }),
      );
    },
  });
  return y;
}
