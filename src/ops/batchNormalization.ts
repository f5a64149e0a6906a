import type { Graph } from '../graph/graph.ts';
import { HEALTH } from '../graph/report.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';
import {
  channelsOf,
  type Division,
  type Normalization,
  normalize,
  partsOf,
  type Statistics,
} from './normalize.ts';

/** A batch normalization with its parameters and variables. */
export interface BatchNormalization extends Normalization {
  /** Variable of the store, `[channels]`. */
  readonly runningMean: Tensor;
  /** Variable of the store, `[channels]`: the unbiased variance. */
  readonly runningVar: Tensor;
  /** Weight of a batch in the running statistics. */
  readonly momentum: number;
}

/** The batch that is normalized. */
export interface NormalizedBatch {
  /** `train` takes the statistics of the batch, `evaluate` the running ones. */
  readonly mode: 'train' | 'evaluate';
  /** Pixels of an example; 1 by default. */
  readonly pixels?: number;
  /** Rows per example; they are adjacent. 1 by default. */
  readonly samples?: number;
}

/**
 * Normalizes each channel: `(x - mean) / √(variance + epsilon)`, then weight, bias and activation.
 * In training, mean and (biased) variance are those of the channel's values in the batch, over all
 * pixels and the rows up to the row count, and the running statistics move towards them by
 * `momentum`, once for each application. May be applied any number of times; outputs are named
 * after the layer, see `Graph.site`. Source: Ioffe & Szegedy, "Batch normalization", 2015.
 *
 * @param x `[M, pixels · channels]`
 * @returns shaped as x
 * @throws ShapeError if the shapes do not match
 */
export function batchNormalization(
  graph: Graph,
  x: Tensor,
  layer: BatchNormalization,
  { mode, pixels = 1, samples = 1 }: NormalizedBatch,
): Tensor {
  const name = graph.site(layer.name);
  const [channels = 0] = layer.runningMean.shape;
  const division = { blocks: 1, pixels, groups: channels, width: 1 };
  const made = { name, division, samples };
  const statistics =
    mode === 'train'
      ? batchStatistics(graph, x, layer, made)
      : runningStatistics(graph, layer, made);
  return normalize(graph, x, { ...layer, name }, { statistics, samples });
}

interface Made {
  readonly name: string;
  readonly division: Division;
  readonly samples: number;
}

/** Those of the batch, towards which the running ones move. */
function batchStatistics(
  graph: Graph,
  x: Tensor,
  { runningMean, runningVar, momentum, epsilon }: BatchNormalization,
  { name, division, samples }: Made,
): Statistics {
  const { pixels } = division;
  const channels = channelsOf(division);
  const parts = partsOf((x.shape[0] ?? 0) * pixels, channels);
  const moments = graph.activation(`${name}.moments`, [parts, 2 * channels]);
  const stats = graph.activation(`${name}.stats`, [1, 2 * channels]);
  const variance = graph.activation(`${name}.variance`, [channels]);
  const constants = { PIXELS: pixels, SAMPLES: samples };
  return {
    division,
    stats,
    shared: true,
    variables: [runningMean, runningVar],
    forward: [
      dispatch('channel_moments', `${name}.forward_moments`, {
        bindings: { x, moments },
        slots: {},
        constants,
      }),
      dispatch('batch_statistics', `${name}.forward_statistics`, {
        bindings: { moments, stats, variance },
        slots: {},
        constants: { ...constants, EPSILON: epsilon },
      }),
      dispatch('running_statistics', `${name}.running`, {
        bindings: {
          stats,
          variance,
          running_mean: runningMean,
          running_var: runningVar,
          health: HEALTH,
        },
        slots: {},
        constants: { ...constants, RATE: momentum },
      }),
    ],
    means(pass, { weight }, sums) {
      const means = pass.scratch(`${name}.means`, stats.shape);
      pass.record(
        dispatch('batch_means', `${name}.backward_means`, {
          bindings: { parts: sums(), weight, means },
          slots: {},
          constants,
        }),
      );
      return means;
    },
  };
}

/** The running ones, which do not depend on the batch: the means of its gradient do not matter. */
function runningStatistics(
  graph: Graph,
  { runningMean, runningVar, epsilon }: BatchNormalization,
  { name, division }: Made,
): Statistics {
  const stats = graph.activation(`${name}.stats`, [1, 2 * channelsOf(division)]);
  const none = graph.filled(`${name}.no_means`, stats.shape, 0);
  return {
    division,
    stats,
    shared: true,
    forward: [
      dispatch('stored_statistics', `${name}.forward_statistics`, {
        bindings: { running_mean: runningMean, running_var: runningVar, stats },
        slots: {},
        constants: { EPSILON: epsilon },
      }),
    ],
    means: () => none,
  };
}
