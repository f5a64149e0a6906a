import { FUNCTION, shown } from '../../checks.ts';
import { ConfigError } from '../../errors.ts';
import { Definitions } from '../../kernels/definitions.ts';
import { addFlowDescriptors } from '../../kernels/flowDescriptors.ts';
import { type Members, registerKind, type Source } from '../../kinds.ts';
import { askedKind, type KindOptions, PARTS, resolveKind } from '../kindOptions.ts';
import type { AutoregressiveOptions } from './autoregressive.ts';
import type { Flow, FlowContext, FlowDefinition } from './flow.ts';
import type { HouseholderOptions } from './householder.ts';
import type { PlanarOptions } from './planar.ts';
import type { RadialOptions } from './radial.ts';
import type { SylvesterOptions } from './sylvester.ts';

/** The options of every flow by its name. */
interface OptionsOf {
  readonly planar: PlanarOptions;
  readonly radial: RadialOptions;
  readonly householder: HouseholderOptions;
  readonly sylvester: SylvesterOptions;
  readonly iaf: AutoregressiveOptions<'iaf'>;
  readonly maf: AutoregressiveOptions<'maf'>;
  readonly coupling: AutoregressiveOptions<'coupling'>;
}

/** To add a flow, add its file, its line here and its options above. */
const sources: { readonly [K in keyof OptionsOf]: Source<FlowDefinition<OptionsOf[K]>> } = {
  planar: { load: () => import('./planar.ts').then(({ planarFlow }) => planarFlow) },
  radial: { load: () => import('./radial.ts').then(({ radialFlow }) => radialFlow) },
  householder: {
    load: () => import('./householder.ts').then(({ householderFlow }) => householderFlow),
  },
  sylvester: { load: () => import('./sylvester.ts').then(({ sylvesterFlow }) => sylvesterFlow) },
  iaf: { load: () => import('./iaf.ts').then(({ iaf }) => iaf) },
  maf: { load: () => import('./maf.ts').then(({ maf }) => maf) },
  coupling: { load: () => import('./coupling.ts').then(({ coupling }) => coupling) },
};

const flows = new Definitions<string, FlowDefinition<KindOptions>>(
  'flow',
  // A definition only receives options of its own kind, which its `resolve` returned.
  sources as unknown as Readonly<Record<string, Source<FlowDefinition<KindOptions>>>>,
);

export const FLOW_MEMBERS: Members<FlowDefinition<KindOptions>> = {
  required: { parts: PARTS, resolve: FUNCTION, build: FUNCTION },
  optional: {},
};

/**
 * Adds a flow of the app, which composes operations of the library. The `flows` of posteriors and
 * priors can then name it.
 * @throws ConfigError if a flow of that name exists, or naming a member that is missing or of
 *   another type
 */
export function registerFlow<Options extends KindOptions>(
  name: Options['kind'],
  definition: FlowDefinition<Options>,
): void {
  registerKind(flows, name, definition as unknown as FlowDefinition<KindOptions>, FLOW_MEMBERS);
}

/**
 * Loads the flows of a chain. After that they can be resolved and built.
 * @throws ConfigError for a flow that does not exist, or a chain that is no list
 */
export async function loadFlows(choices: unknown): Promise<void> {
  addFlowDescriptors();
  await Promise.all(listed(choices).map((choice, i) => flows.load(asked(choice, i).kind)));
}

/**
 * The options of loaded flows, with defaults filled in.
 * @throws ConfigError for a flow that does not exist, or an option out of range
 */
export function resolveFlows(choices: unknown): readonly KindOptions[] {
  return listed(choices).map((choice, i) => resolveKind('flow', asked(choice, i), flows));
}

/** Declares the parameters of flows, each under the context's name and its number. */
export function buildFlows(
  { name, ...context }: FlowContext,
  options: readonly KindOptions[],
): readonly Flow[] {
  return options.map((each, i) =>
    flows.get(each.kind).build({ ...context, name: `${name}.${i}` }, each),
  );
}

function listed(choices: unknown): readonly unknown[] {
  if (Array.isArray(choices) && choices.length > 0) return choices;
  throw new ConfigError(
    `flows must be a list such as [{ "kind": "planar", "count": 8 }], got ${shown(choices)}`,
  );
}

function asked(choice: unknown, i: number): KindOptions {
  return askedKind(`flows[${i}]`, choice, flows, '{ "kind": "planar", "count": 8 }');
}
