import { assertInRange, type Range } from '../../checks.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { activate } from '../../ops/activate.ts';
import { shift } from '../../ops/scale.ts';

/** Without a floor the density of exact predictions has no bound. */
const FLOOR: Range = {
  holds: (value) => typeof value === 'number' && value > 0 && value < Infinity,
  wanted: 'a number above 0',
};

/** @throws ConfigError unless the floor is a positive number */
export function assertFloor(floor: unknown): asserts floor is number {
  assertInRange('likelihood.floor', FLOOR, floor);
}

/**
 * log(floor + exp(y)) of each element, as log floor + softplus(y - log floor).
 * @param y `[M, K]`
 */
export function flooredLogvar(
  graph: Graph,
  y: Tensor,
  { name, floor }: { name: string; floor: number },
): Tensor {
  const least = Math.log(floor);
  const above = shift(graph, y, { name: `${name}.apart`, offset: -least });
  const soft = activate(graph, above, { name: `${name}.above`, activation: 'softplus' });
  return shift(graph, soft, { name, offset: least });
}
