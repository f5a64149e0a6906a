import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { type Noise, noiseSlot } from './noise.ts';

/** A sample of the prior N(0, I), `[rows, latent]`. */
export function standardNormal(
  graph: Graph,
  { name, rows, latent, noise }: { name: string; rows: number; latent: number; noise: Noise },
): Tensor {
  const z = graph.activation(name, [rows, latent]);
  const { slot, constants } = noiseSlot(noise);
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
