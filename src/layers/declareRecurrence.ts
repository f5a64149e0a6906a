import type { Graph } from '../graph/graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dense } from '../ops/dense.ts';
import type { LayerScope } from './layer.ts';

/** A product: its weight and its bias. */
interface Linear {
  readonly weight: Tensor;
  readonly bias: Tensor;
}

/** The parameters of one layer and direction. */
export interface RecurrentParameters {
  /** The end of their names, such as `l0_reverse`. */
  readonly suffix: string;
  /** The product of the inputs. */
  readonly input: Linear;
  /** The product of the states. */
  readonly hidden: Linear;
}

/** Sizes of one layer and direction. */
interface RecurrentSizes {
  readonly suffix: string;
  readonly gates: number;
  readonly units: number;
  /** Values of a step. */
  readonly width: number;
}

/**
 * Declares `weight_ih_l0`, `weight_hh_l0`, `bias_ih_l0` and `bias_hh_l0`, initialised like those of
 * `torch.nn.GRU`. Here the gates of a unit are neighbours; files have gate after gate, as PyTorch.
 */
export function declareRecurrence(
  { store, name, group }: LayerScope,
  { suffix, gates, units, width }: RecurrentSizes,
): RecurrentParameters {
  const size = gates * units;
  const declare = (part: string, columns: readonly number[]): Tensor => {
    const file = `${name}.${part}_${suffix}`;
    const axes = columns.map((_, i) => 2 + i);
    return store.parameter(file, {
      shape: [size, ...columns],
      init: { kind: 'uniform', bound: 1 / Math.sqrt(units) },
      views: [
        {
          name: file,
          size,
          shape: [units, gates, ...columns],
          order: [1, 0, ...axes],
          file: [size, ...columns],
        },
      ],
      ...(group !== undefined && { group }),
    });
  };
  return {
    suffix,
    input: { weight: declare('weight_ih', [width]), bias: declare('bias_ih', []) },
    hidden: { weight: declare('weight_hh', [units]), bias: declare('bias_hh', []) },
  };
}

/** The products of the inputs of all steps, `[rows · length, gates · units]`. */
export function recurrentInputs(
  graph: Graph,
  steps: Tensor,
  { input }: RecurrentParameters,
  name: string,
): Tensor {
  return dense(graph, steps, { ...input, name: `${name}.inputs`, activation: 'identity' });
}
