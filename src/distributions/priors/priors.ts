import { FUNCTION } from '../../checks.ts';
import { Definitions } from '../../kernels/definitions.ts';
import { type Members, registerKind, type Source } from '../../kinds.ts';
import { askedKind, type KindOptions, PARTS, resolveKind } from '../kindOptions.ts';
import type { DirichletOptions } from './dirichlet.ts';
import type { FlowPriorOptions } from './flow.ts';
import type { GaussianPriorOptions } from './gaussian.ts';
import type { MixturePriorOptions } from './mixture.ts';
import type { Prior, PriorContext, PriorDefinition } from './prior.ts';
import { type StandardNormalOptions, standardNormalDefinition } from './standardNormal.ts';
import type { VampPriorOptions } from './vampPrior.ts';

/** The options of every prior by its name. */
interface OptionsOf {
  readonly standardNormal: StandardNormalOptions;
  readonly gaussian: GaussianPriorOptions;
  readonly dirichlet: DirichletOptions;
  readonly mixture: MixturePriorOptions;
  readonly vamp: VampPriorOptions;
  readonly flow: FlowPriorOptions;
}

/** A prior with optional fields: its name, or its name and some of its options. */
export type PriorChoice = string | (KindOptions & { readonly [option: string]: unknown });

const others = () => import('./otherPriors.ts');

/** To add a prior, add its file, its lines here and in `otherPriors.ts`, and its options above. */
const sources: { readonly [K in keyof OptionsOf]: Source<PriorDefinition<OptionsOf[K]>> } = {
  standardNormal: { definition: standardNormalDefinition },
  gaussian: { load: async () => (await others()).otherPriors.gaussian() },
  dirichlet: { load: async () => (await others()).otherPriors.dirichlet() },
  mixture: { load: async () => (await others()).otherPriors.mixture() },
  vamp: { load: async () => (await others()).otherPriors.vamp() },
  flow: { load: async () => (await others()).otherPriors.flow() },
};

// A definition only receives options of its own kind.
const priors = new Definitions(
  'prior',
  sources as unknown as Readonly<Record<string, Source<PriorDefinition<KindOptions>>>>,
);

export const PRIOR_MEMBERS: Members<PriorDefinition<KindOptions>> = {
  required: { parts: PARTS, resolve: FUNCTION, build: FUNCTION },
  optional: { load: FUNCTION },
};

/**
 * Adds a prior of the app, which composes operations of the library. The `latent` of architectures
 * can then name it.
 * @throws ConfigError if a prior of that name exists, or naming a member that is missing or of
 *   another type
 */
export function registerPrior<Options extends KindOptions>(
  name: Options['kind'],
  definition: PriorDefinition<Options>,
): void {
  // A definition only receives options of its own kind, which its `resolve` returned.
  registerKind(priors, name, definition as unknown as PriorDefinition<KindOptions>, PRIOR_MEMBERS);
}

/**
 * Loads a prior. After that it can be resolved and built.
 * @throws ConfigError for a prior that does not exist
 */
export async function loadPrior(choice: unknown): Promise<void> {
  const { kind, ...given } = asked(choice);
  await priors.load(kind);
  await priors.get(kind).load?.(given);
}

/**
 * The options of a loaded prior, with defaults filled in.
 * @throws ConfigError for a prior that does not exist, or an option out of range
 */
export function resolvePrior(choice: unknown): KindOptions {
  return resolveKind('prior', asked(choice), priors);
}

/** Declares a prior's parameters. @throws ConfigError if it does not fit the size of z */
export function buildPrior(context: PriorContext, options: KindOptions): Prior {
  return priors.get(options.kind).build(context, options);
}

function asked(choice: unknown): KindOptions {
  return askedKind('prior', choice, priors, '{ "kind": "standardNormal" }');
}
