import type { BackwardPass, Graph } from '../graph/graph.ts';
import type { Dispatch } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import { activate } from './activate.ts';
import { type Activation, activationGradient, needsPreactivation } from './slots.ts';

/** A normalization with its parameters. */
export interface Normalization {
  /** Name of the layer and of its outputs. */
  readonly name: string;
  /** Factor of each channel, `[channels]`; 1 if omitted. */
  readonly weight?: Tensor;
  /** Shift of each channel, `[channels]`; 0 if omitted. */
  readonly bias?: Tensor;
  /** Added to variances. */
  readonly epsilon: number;
  /** Function of the outputs. */
  readonly activation: Activation;
}

/**
 * How a row is divided: into blocks of pixels, and the channels of a pixel into groups. Values of
 * one block and one group are normalized together.
 */
export interface Division {
  /** Blocks of a row. */
  readonly blocks: number;
  /** Pixels of a block. */
  readonly pixels: number;
  /** Groups of a pixel's channels. */
  readonly groups: number;
  /** Channels of a group. */
  readonly width: number;
}

/** The statistics by which values are normalized, and how they are made. */
export interface Statistics {
  readonly division: Division;
  /** Mean and reciprocal standard deviation: `[M, 2 · groups]` of rows, `[1, 2 · groups]` of a batch. */
  readonly stats: Tensor;
  /** True for statistics of a batch. */
  readonly shared: boolean;
  /** The dispatches that make them. */
  readonly forward: readonly Dispatch[];
  /** Variables that these dispatches change. */
  readonly variables?: readonly Tensor[];
  /**
   * Records the means of g and of g x̂ over what is normalized together, shaped as `stats`, where x̂
   * are the normalized values and g their gradient.
   * @param sums records the sums of dy and of dy x̂ of each channel, `[parts, 2 · channels]`
   */
  means(
    pass: BackwardPass,
    tensors: { readonly dy: Tensor; readonly weight: Tensor },
    sums: () => Tensor,
  ): Tensor;
}

/** Number of channels of a division. */
export function channelsOf({ groups, width }: Division): number {
  return groups * width;
}

/** The constants of shaders/shared/normalization.wgsl. */
export function divisionConstants({ blocks, pixels, groups, width }: Division) {
  return { BLOCKS: blocks, PIXELS: pixels, GROUPS: groups, WIDTH: width };
}

/** More parts take longer to join than they save. */
const MOST_PARTS = 256;
/** A part of fewer pixels is not worth its sums. */
const LEAST_PIXELS = 32;
/** Invocations that keep any GPU busy. */
const MOST_INVOCATIONS = 2 ** 17;

/** The number of parts in which the values of each channel are summed, side by side. */
export function partsOf(pixels: number, channels: number): number {
  const parts = Math.min(MOST_PARTS, Math.ceil(pixels / LEAST_PIXELS));
  return Math.max(1, Math.min(parts, Math.floor(MOST_INVOCATIONS / channels)));
}

/**
 * Records `y = activation((x - mean) · rstd · weight + bias)` with given statistics.
 *
 * @param x `[M, blocks · pixels · groups · width]`
 * @param layer its name is that of this application, see `Graph.site`
 * @param samples rows per example; they are adjacent
 * @returns shaped as x
 */
export function normalize(
  graph: Graph,
  x: Tensor,
  layer: Normalization,
  { statistics, samples }: { readonly statistics: Statistics; readonly samples: number },
): Tensor {
  const { name } = layer;
  const channels = channelsOf(statistics.division);
  const weight = layer.weight ?? graph.filled(`${name}.ones`, [channels], 1);
  const bias = layer.bias ?? graph.filled(`${name}.zeros`, [channels], 0);
  const apart = needsPreactivation(layer.activation);
  const activation = apart ? 'identity' : layer.activation;
  const y = graph.activation(apart ? `${name}.preactivation` : name, x.shape);
  const { stats, shared } = statistics;
  const constants = { ...divisionConstants(statistics.division), SHARED: shared };
  graph.record({
    label: name,
    inputs: [x, weight, bias],
    outputs: [y, ...(statistics.variables ?? [])],
    forward: [
      ...statistics.forward,
      dispatch('normalization_forward', `${name}.forward`, {
        bindings: { x, stats, weight, bias, y },
        slots: { activation: { choice: activation, bindings: {} } },
        constants,
      }),
    ],
    backward(pass) {
      const arrived = pass.gradientOf(y);
      if (!arrived) return;
      let dy = arrived;
      if (activation !== 'identity') {
        dy = pass.scratch(`${name}.preactivation`, y.shape);
        pass.record(
          dispatch('activation_backward', `${name}.backward_activation`, {
            bindings: { dy: arrived, dx: dy },
            slots: { activation_gradient: activationGradient(activation, y) },
            constants: { ACCUMULATE: false },
          }),
        );
      }
      let parts: Tensor | undefined;
      const sums = (): Tensor => {
        if (parts) return parts;
        const [rows = 0, columns = 0] = x.shape;
        const count = partsOf((rows * columns) / channels, channels);
        parts = pass.scratch(`${name}.sums`, [count, 2 * channels]);
        pass.record(
          dispatch('channel_sums', `${name}.backward_sums`, {
            bindings: { dy, x, stats, parts },
            slots: {},
            constants,
          }),
        );
        return parts;
      };
      const dweight = pass.gradientInto(weight);
      const dbias = pass.gradientInto(bias);
      if (dweight || dbias) {
        pass.record(
          dispatch('channel_gradients', `${name}.backward_weight`, {
            bindings: {
              parts: sums(),
              dweight: dweight?.tensor ?? pass.scratch(`${name}.unused_weight`, weight.shape),
              dbias: dbias?.tensor ?? pass.scratch(`${name}.unused_bias`, bias.shape),
            },
            slots: {},
            constants: {
              ACCUMULATE_WEIGHT: dweight?.accumulate ?? false,
              ACCUMULATE_BIAS: dbias?.accumulate ?? false,
            },
          }),
        );
      }
      const dx = pass.gradientInto(x);
      if (!dx) return;
      pass.record(
        dispatch('normalization_backward', `${name}.backward_input`, {
          bindings: {
            dy,
            x,
            stats,
            weight,
            means: statistics.means(pass, { dy, weight }, sums),
            dx: dx.tensor,
          },
          slots: {},
          constants: { ...constants, SAMPLES: samples, ACCUMULATE: dx.accumulate },
        }),
      );
    },
  });
  return apart ? activate(graph, y, { name, activation: layer.activation }) : y;
}
