import { ConfigError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import type { Plan } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Model, Program, ProgramKind } from './model.ts';

/** The program of the forward operations in a graph. */
export function forwardProgram(
  name: string,
  graph: Graph,
  outputs: Readonly<Record<string, Tensor>>,
): Program {
  const read = Object.values(outputs).map((tensor) => tensor.name);
  const plan: Plan = { name, step: graph.forward, burst: [], outputs: read };
  return { plan, inputs: inputsByName(graph), outputs, terms: [] };
}

/** The tensors of a graph that the caller binds, by name. */
export function inputsByName(graph: Graph): Readonly<Record<string, Tensor>> {
  return Object.fromEntries(graph.inputs.map((tensor) => [tensor.name, tensor]));
}

/**
 * Checks that no step depends on the start of its burst: the length of a burst follows the clock and
 * must not change the figures of training or evaluation.
 * @throws ConfigError for a tensor that is carried from step to step
 */
export function assertNoneCarried(graph: Graph): void {
  const carried = graph.operations
    .flatMap(({ inputs }) => inputs)
    .find(({ role }) => role === 'carried');
  if (!carried) return;
  throw new ConfigError(
    `"${carried.name}" is carried from step to step of a burst, whose length must not change the ` +
      'figures of training or evaluation: keep it in a variable of the store',
  );
}

/**
 * Size of a model's latent code.
 * @throws ConfigError for a model without one
 */
export function latentSize({
  architecture,
  latent,
}: Pick<Model, 'architecture' | 'latent'>): number {
  if (latent) return latent.size;
  throw new ConfigError(`a model of the family "${architecture.family}" has no latent code`);
}

/**
 * Returns a program of a model.
 * @throws ConfigError if the model does not have the program; lists the programs that it has
 */
export function programOf(
  { architecture, programs }: Pick<Model, 'architecture' | 'programs'>,
  name: string,
): ProgramKind {
  const program = Object.hasOwn(programs, name) ? programs[name] : undefined;
  if (program) return program;
  throw new ConfigError(
    `a model of the family "${architecture.family}" cannot ${name}; it can: ` +
      (Object.keys(programs).join(', ') || 'be trained and evaluated'),
  );
}
