import { ConfigError } from '../errors.ts';
import type { Graph } from '../graph/graph.ts';
import type { Dispatch, Plan } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { sumTerms } from '../ops/sumTerms.ts';
import type { Model, Program, ProgramKind, ReportedTerm, Term } from './model.ts';

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
 * Records the dispatches that sum the terms once per burst.
 * @param terms by name, in report order
 * @param health set to the first step whose sum is NaN or infinite
 */
export function reportTerms(
  terms: ReadonlyMap<string, Term & { readonly every?: number }>,
  health: Tensor,
): { readonly terms: readonly ReportedTerm[]; readonly burst: readonly Dispatch[] } {
  const summed = [...terms].map(([name, { tensor, samples = 1, every = 1 }], place) => {
    const { sums, dispatch } = sumTerms(tensor, place, health, samples);
    return { term: { name, sums, every }, dispatch };
  });
  return {
    terms: summed.map(({ term }) => term),
    burst: summed.map(({ dispatch }) => dispatch),
  };
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
