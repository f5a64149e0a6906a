import { FUNCTION } from '../../checks.ts';
import { Definitions } from '../../kernels/definitions.ts';
import { type Members, registerKind } from '../../kinds.ts';
import { askedKind, type KindOptions, PARTS } from '../kindOptions.ts';
import { gaussianDefinition } from './gaussian.ts';
import type { PosteriorContext, PosteriorDefinition, PosteriorHead } from './posterior.ts';

/** Posteriors of which `otherPosteriors.ts` says how they load. */
const OTHERS = ['fullGaussian', 'lowRankGaussian', 'categorical', 'flow', 'deterministic'] as const;

/** To add a posterior, add its file, and its lines here and in `otherPosteriors.ts`. */
const posteriors = new Definitions<string, PosteriorDefinition<KindOptions>>('posterior', {
  gaussian: { definition: gaussianDefinition as PosteriorDefinition<KindOptions> },
  ...Object.fromEntries(
    OTHERS.map((name) => [
      name,
      { load: async () => (await import('./otherPosteriors.ts')).otherPosteriors[name]() },
    ]),
  ),
});

export const POSTERIOR_MEMBERS: Members<PosteriorDefinition<KindOptions>> = {
  required: { parts: PARTS, resolve: FUNCTION, build: FUNCTION },
  optional: { load: FUNCTION, onnx: FUNCTION },
};

/**
 * Adds a posterior of the app, which composes operations of the library. The `latent` of
 * architectures can then name it.
 * @throws ConfigError if a posterior of that name exists, or naming a member that is missing or of
 *   another type
 */
export function registerPosterior<Options extends KindOptions>(
  name: Options['kind'],
  definition: PosteriorDefinition<Options>,
): void {
  // A definition only receives options of its own kind, which its `resolve` returned.
  registerKind(
    posteriors,
    name,
    definition as unknown as PosteriorDefinition<KindOptions>,
    POSTERIOR_MEMBERS,
  );
}

/**
 * Loads a posterior. After that it can be resolved and built.
 * @throws ConfigError for a posterior that does not exist
 */
export async function loadPosterior(choice: unknown): Promise<void> {
  const { kind, ...given } = asked(choice);
  await posteriors.load(kind);
  await posteriors.get(kind).load?.(given);
}

/**
 * The options of a loaded posterior, with defaults filled in. The caller checks their names, since
 * other options stand beside them.
 * @throws ConfigError for a posterior that does not exist, or an option out of range
 */
export function resolvePosterior(choice: unknown): KindOptions {
  const { kind, ...chosen } = asked(choice);
  return posteriors.get(kind).resolve(chosen);
}

/** Declares a posterior's parameters. */
export function buildPosterior(context: PosteriorContext, options: KindOptions): PosteriorHead {
  return posteriors.get(options.kind).build(context, options);
}

/** The definition of a loaded posterior. */
export function posteriorDefinition({ kind }: KindOptions): PosteriorDefinition<KindOptions> {
  return posteriors.get(kind);
}

function asked(choice: unknown): KindOptions {
  return askedKind('posterior', choice, posteriors, '{ "kind": "gaussian" }');
}
