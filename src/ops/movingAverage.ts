import { assertInRange, FRACTION } from '../checks.ts';
import type { Graph } from '../graph/graph.ts';
import { HEALTH } from '../graph/report.ts';
import type { Tensor } from '../graph/tensor.ts';
import { dispatch } from '../kernels/dispatch.ts';

/**
 * Moves a variable towards the mean of a batch, for example running statistics. After the step it
 * is `average + rate · (mean of x over the batch's rows - average)`. It has no gradient. Record it
 * only in training.
 *
 * @param x `[M, K]`
 * @param average a variable of the store, `[K]`
 * @param rate weight of the batch, in [0, 1)
 * @throws ConfigError for a rate out of range, ShapeError if the shapes do not match
 */
export function movingAverage(
  graph: Graph,
  x: Tensor,
  average: Tensor,
  { name, rate }: { name: string; rate: number },
): void {
  assertInRange(`${name}: rate`, FRACTION, rate);
  graph.record({
    label: name,
    inputs: [x],
    outputs: [average],
    forward: [
      dispatch('moving_average', name, {
        bindings: { x, average, health: HEALTH },
        slots: {},
        constants: { RATE: rate },
      }),
    ],
  });
}
