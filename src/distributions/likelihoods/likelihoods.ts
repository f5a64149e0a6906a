import { dropUndefined } from '../../dropUndefined.ts';
import { ConfigError } from '../../errors.ts';
import { bernoulli } from './bernoulli.ts';
import { categorical } from './categorical.ts';
import { continuousBernoulli } from './continuousBernoulli.ts';
import { gaussian } from './gaussian.ts';
import { laplace } from './laplace.ts';
import type { LikelihoodContext, LikelihoodDefinition, LikelihoodHead } from './likelihood.ts';
import { multinomial } from './multinomial.ts';
import { negativeBinomial } from './negativeBinomial.ts';
import { poisson } from './poisson.ts';

/** Every likelihood by its name; a new one is a file and its line here. */
const likelihoods = {
  bernoulli,
  continuousBernoulli,
  gaussian,
  laplace,
  categorical,
  multinomial,
  poisson,
  negativeBinomial,
} as const;

export type LikelihoodKind = keyof typeof likelihoods;

type OptionsOf<D> = D extends LikelihoodDefinition<infer Options> ? Options : never;

/** A likelihood p(x | z) with everything that is chosen about it. */
export type LikelihoodOptions = OptionsOf<(typeof likelihoods)[LikelihoodKind]>;

/** A likelihood as it is asked for: its name, or its name and some of its options. */
export type LikelihoodChoice =
  | LikelihoodKind
  | {
      [K in LikelihoodKind]: { readonly kind: K } & Partial<OptionsOf<(typeof likelihoods)[K]>>;
    }[LikelihoodKind];

export const LIKELIHOODS = Object.keys(likelihoods) as readonly LikelihoodKind[];

/** @throws ConfigError for a likelihood that does not exist, or an option out of range */
export function resolveLikelihood(choice: LikelihoodChoice): LikelihoodOptions {
  const asked = typeof choice === 'string' ? { kind: choice } : dropUndefined(choice);
  const { kind } = asked;
  if (!LIKELIHOODS.includes(kind)) {
    throw new ConfigError(`no likelihood "${kind}"; there are: ${LIKELIHOODS.join(', ')}`);
  }
  const { resolve } = likelihoods[kind] as LikelihoodDefinition<LikelihoodOptions>;
  const options = resolve(asked as Partial<LikelihoodOptions>);
  const unknown = Object.keys(asked).find((name) => !Object.hasOwn(options, name));
  if (unknown === undefined) return options;
  throw new ConfigError(
    `a ${kind} likelihood has no option "${unknown}"; it takes: ` +
      (Object.keys(options)
        .filter((name) => name !== 'kind')
        .join(', ') || 'none'),
  );
}

/** Declares a likelihood's parameters. @throws ConfigError where it does not fit the columns */
export function buildLikelihood(
  context: LikelihoodContext,
  options: LikelihoodOptions,
): LikelihoodHead {
  const { build } = likelihoods[options.kind] as LikelihoodDefinition<LikelihoodOptions>;
  return build(context, options);
}

/** How a decoder's means follow from the outputs `y` of its layer `fc4`, as a formula. */
export function meanFormula(options: LikelihoodOptions): string {
  return (likelihoods[options.kind] as LikelihoodDefinition<LikelihoodOptions>).meanFormula(
    options,
  );
}
