import { ConfigError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import type { Plan } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Model, Program, ProgramName, Programs } from './model.ts';

/** The program of what a graph records forward. */
export function forwardProgram(
  name: string,
  graph: Graph,
  outputs: Readonly<Record<string, Tensor>>,
): Program {
  const read = Object.values(outputs).map((tensor) => tensor.name);
  const plan: Plan = { name, step: graph.forward, burst: [], outputs: read };
  return { plan, inputs: inputsByName(graph), outputs, terms: [] };
}

/** The tensors of a graph that its caller binds. */
export function inputsByName(graph: Graph): Readonly<Record<string, Tensor>> {
  return Object.fromEntries(graph.inputs.map((tensor) => [tensor.name, tensor]));
}

/**
 * A program of a model.
 * @throws ConfigError naming the programs that it has, if it lacks this one
 */
export function programOf<N extends ProgramName>(
  model: Pick<Model, 'architecture' | 'programs'>,
  name: N,
): NonNullable<Programs[N]> {
  const program = model.programs[name];
  if (program) return program;
  const known = Object.keys(model.programs);
  throw new ConfigError(
    `a model of the family "${model.architecture.family}" cannot ${name}; it can: ` +
      (known.join(', ') || 'be trained and evaluated'),
  );
}
