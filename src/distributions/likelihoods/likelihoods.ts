import { FUNCTION, isRecord } from '../../checks.ts';
import type { FieldDomain } from '../../data/domain.ts';
import { Definitions } from '../../kernels/definitions.ts';
import { type Members, registerKind, type Source } from '../../kinds.ts';
import { askedKind, PARTS, resolveKind } from '../kindOptions.ts';
import { type BernoulliOptions, bernoulli } from './bernoulli.ts';
import type { CategoricalOptions } from './categorical.ts';
import type { ContinuousBernoulliOptions } from './continuousBernoulli.ts';
import type { CountSharesOptions } from './countShares.ts';
import type { FullGaussianOptions } from './fullGaussian.ts';
import type { GaussianOptions } from './gaussian.ts';
import type { LaplaceOptions } from './laplace.ts';
import type { LikelihoodContext, LikelihoodDefinition, LikelihoodHead } from './likelihood.ts';
import type { LowRankGaussianOptions } from './lowRankGaussian.ts';
import type { MultinomialOptions } from './multinomial.ts';
import type { NegativeBinomialOptions } from './negativeBinomial.ts';
import type { PoissonOptions } from './poisson.ts';

/** The options of every likelihood by its name. */
interface OptionsOf {
  readonly bernoulli: BernoulliOptions;
  readonly continuousBernoulli: ContinuousBernoulliOptions;
  readonly gaussian: GaussianOptions;
  readonly fullGaussian: FullGaussianOptions;
  readonly lowRankGaussian: LowRankGaussianOptions;
  readonly laplace: LaplaceOptions;
  readonly categorical: CategoricalOptions;
  readonly multinomial: MultinomialOptions;
  readonly poisson: PoissonOptions;
  readonly negativeBinomial: NegativeBinomialOptions;
  readonly countShares: CountSharesOptions;
}

/** Name of a likelihood. */
export type LikelihoodKind = keyof OptionsOf;

const others = () => import('./otherLikelihoods.ts');

/** To add a likelihood, add its file, its lines here and in `otherLikelihoods.ts`, and its options above. */
const sources: { readonly [K in LikelihoodKind]: Source<LikelihoodDefinition<OptionsOf[K]>> } = {
  bernoulli: { definition: bernoulli },
  continuousBernoulli: {
    load: async () => (await others()).otherLikelihoods.continuousBernoulli(),
  },
  gaussian: { load: async () => (await others()).otherLikelihoods.gaussian() },
  fullGaussian: { load: async () => (await others()).otherLikelihoods.fullGaussian() },
  lowRankGaussian: { load: async () => (await others()).otherLikelihoods.lowRankGaussian() },
  laplace: { load: async () => (await others()).otherLikelihoods.laplace() },
  categorical: { load: async () => (await others()).otherLikelihoods.categorical() },
  multinomial: { load: async () => (await others()).otherLikelihoods.multinomial() },
  poisson: { load: async () => (await others()).otherLikelihoods.poisson() },
  negativeBinomial: { load: async () => (await others()).otherLikelihoods.negativeBinomial() },
  countShares: { load: async () => (await others()).otherLikelihoods.countShares() },
};

const likelihoods = new Definitions(
  'likelihood',
  sources as Readonly<Record<LikelihoodKind, Source<LikelihoodDefinition<LikelihoodOptions>>>>,
);

/** A likelihood p(x | z) with all its options. */
export type LikelihoodOptions = OptionsOf[LikelihoodKind];

/** A likelihood with optional fields: its name, or its name and some of its options. */
export type LikelihoodChoice =
  | LikelihoodKind
  | {
      [K in LikelihoodKind]: { readonly kind: K } & Partial<OptionsOf[K]>;
    }[LikelihoodKind];

/** Names of all likelihoods. */
export const LIKELIHOODS = likelihoods.names;

export const LIKELIHOOD_MEMBERS: Members<LikelihoodDefinition<LikelihoodOptions>> = {
  required: { parts: PARTS, resolve: FUNCTION, meanFormula: FUNCTION, build: FUNCTION },
  optional: {
    domain: {
      holds: (value) =>
        isRecord(value) &&
        [value.least, value.most].every((end) => ['number', 'undefined'].includes(typeof end)),
      wanted: 'an object with the numbers `least` and `most`, or one of them',
    },
    onnx: FUNCTION,
  },
};

/**
 * Adds a likelihood of the app. Architectures can then name it. It composes operations of the
 * library, such as `likelihood` on transformed outputs.
 * @throws ConfigError if a likelihood of that name exists, or naming a member that is missing or of
 *   another type
 */
export function registerLikelihood<Options extends { readonly kind: string }>(
  name: Options['kind'],
  definition: LikelihoodDefinition<Options>,
): void {
  // A definition only receives options of its own kind, which its `resolve` returned.
  registerKind(
    likelihoods,
    name,
    definition as unknown as LikelihoodDefinition<LikelihoodOptions>,
    LIKELIHOOD_MEMBERS,
  );
}

/**
 * Loads a likelihood. After that it can be resolved and built.
 * @throws ConfigError for a likelihood that does not exist
 */
export async function loadLikelihood(choice: LikelihoodChoice): Promise<void> {
  await likelihoods.load(asked(choice).kind);
}

/** Loads every likelihood, for callers that need all option defaults synchronously. */
export async function loadLikelihoods(): Promise<void> {
  await Promise.all(LIKELIHOODS.map((kind) => likelihoods.load(kind)));
}

/**
 * The options of a loaded likelihood, with defaults filled in.
 * @throws ConfigError for a likelihood that does not exist, or an option out of range
 */
export function resolveLikelihood(choice: LikelihoodChoice): LikelihoodOptions {
  return resolveKind('likelihood', asked(choice), likelihoods);
}

/** The given options of a likelihood. @throws ConfigError if the likelihood does not exist */
function asked(choice: LikelihoodChoice): { readonly kind: LikelihoodKind } {
  const example = '{ "kind": "gaussian", "sigma": 0.1 }';
  return askedKind('likelihood', choice, likelihoods, example);
}

/** Declares a likelihood's parameters. @throws ConfigError if it does not fit the columns */
export function buildLikelihood(
  context: LikelihoodContext,
  options: LikelihoodOptions,
): LikelihoodHead {
  return likelihoods.get(options.kind).build(context, options);
}

/** The values of x that a likelihood is defined for, as a field of data states them. */
export function likelihoodDomain({ kind }: LikelihoodOptions): FieldDomain {
  return { ...likelihoods.get(kind).domain, of: `the likelihood "${kind}"` };
}

/** The definition of a loaded likelihood. */
export function likelihoodDefinition({
  kind,
}: LikelihoodOptions): LikelihoodDefinition<LikelihoodOptions> {
  return likelihoods.get(kind);
}

/** The formula that maps the outputs `y` of the decoder's layer `fc4` to means. */
export function meanFormula(options: LikelihoodOptions): string {
  return likelihoods.get(options.kind).meanFormula(options);
}
