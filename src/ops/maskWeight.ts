import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/** The values and hidden units of an autoregressive network, see shaders/mask_weight.wgsl. */
export interface AutoregressiveMask {
  /** Values of z, which are the first inputs and, again and again, the outputs. */
  readonly values: number;
  /** Neighbouring values that see the same values before them. */
  readonly block: number;
  /** True if each block depends on those behind it. */
  readonly reversed: boolean;
  /** True if inputs behind the values are a context that all outputs see. */
  readonly context: boolean;
  /** True if the weights take inputs, false if they take hidden units. */
  readonly fromInputs: boolean;
  /** True if the weights give outputs, false if they give hidden units. */
  readonly toOutputs: boolean;
}

/**
 * The weights that an autoregressive network keeps; the others are zero.
 * Source: Germain et al., "MADE: masked autoencoder for distribution estimation", 2015.
 *
 * @param weight `[N, K]`
 * @returns `[N, K]`
 */
export function maskWeight(
  graph: Graph,
  weight: Tensor,
  { name, ...mask }: { name: string } & AutoregressiveMask,
): Tensor {
  const y = graph.activation(name, weight.shape);
  const { values, block, reversed, context, fromInputs, toOutputs } = mask;
  const lowest = context ? 0 : 1;
  const constants = {
    DIMENSIONS: values,
    BLOCK: block,
    REVERSED: reversed,
    // Without a context, hidden units of degree 0 would see nothing.
    PERIOD: Math.max(1, Math.ceil(values / block) - lowest),
    LOWEST: lowest,
    FROM_INPUTS: fromInputs,
    TO_OUTPUTS: toOutputs,
  };
  const masked = (label: string, from: Tensor, to: Tensor, accumulate: boolean) =>
    dispatch('mask_weight', `${name}.${label}`, {
      bindings: { weight: from, y: to },
      slots: {},
      constants: { ...constants, ACCUMULATE: accumulate },
    });
  graph.record({
    label: name,
    inputs: [weight],
    outputs: [y],
    forward: [masked('forward', weight, y, false)],
    backward(pass) {
      const dy = pass.gradientOf(y);
      const dweight = dy && pass.gradientInto(weight);
      if (dweight) pass.record(masked('backward', dy, dweight.tensor, dweight.accumulate));
    },
  });
  return y;
}
