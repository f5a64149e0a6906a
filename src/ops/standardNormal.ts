import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type Noise, noiseSlot } from './noise.ts';

/**
 * Standard normals, `[rows, latent]`, multiplied by the noise scale of the step.
 * @param at name, shape and noise of the values
 * @param at.samples adjacent rows per example; rows of examples past the batch are zero
 */
export function standardNormal(
  graph: Graph,
  {
    name,
    rows,
    latent,
    noise,
    samples = 1,
  }: { name: string; rows: number; latent: number; noise: Noise; samples?: number },
): Tensor {
  const z = graph.activation(name, [rows, latent]);
  const { slot, constants: stream } = noiseSlot(noise);
  const constants = { ...stream, ...(samples > 1 && { SAMPLES: samples }) };
  graph.record({
    label: name,
    inputs: [],
    outputs: [z],
    forward: [
      dispatch('standard_normal', name, { bindings: { z }, slots: { noise: slot }, constants }),
    ],
  });
  return z;
}
