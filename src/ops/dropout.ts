import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { type DispatchArguments, dispatch } from '../kernels/dispatch.ts';
import { type Noise, noiseSlot } from './noise.ts';

/**
 * Values dropped at random: 0 with probability `rate` in (0, 1), else x / (1 - rate). The gradient draws
 * the same values again.
 *
 * @param x `[M, K]`; `noise` has as many values
 * @returns `[M, K]`
 */
export function dropout(
  graph: Graph,
  x: Tensor,
  { name, rate, noise }: { name: string; rate: number; noise: Noise },
): Tensor {
  const y = graph.activation(name, x.shape);
  const { slot, constants } = noiseSlot(noise);
  const dropped = (bindings: DispatchArguments<'dropout'>['bindings'], ACCUMULATE: boolean) => ({
    bindings,
    slots: { uniform: slot },
    constants: { ...constants, RATE: rate, ACCUMULATE },
  });
  graph.record({
    label: name,
    inputs: [x],
    outputs: [y],
    forward: [dispatch('dropout', `${name}.forward`, dropped({ x, y }, false))],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dx = dy && pass.gradientInto(x);
      if (!dx) return;
      const gradient = dropped({ x: dy, y: dx.tensor }, dx.accumulate);
      pass.record(dispatch('dropout', `${name}.backward`, gradient));
    },
  });
  return y;
}
