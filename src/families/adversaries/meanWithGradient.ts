import { ConfigError } from '../../errors.ts';

/** Likelihoods of which a mean tells its outputs nothing of a critic's verdict: no gradient goes through it. */
const WITHOUT: readonly string[] = [
  'categorical',
  'continuousBernoulli',
  'countShares',
  'multinomial',
  'negativeBinomial',
  'poisson',
];

/**
 * The critic judges the mean of the decoder's output, so its gradient must pass through that mean.
 * @throws ConfigError for a likelihood whose mean has no gradient
 */
export function assertMeanHasGradient(option: string, { kind }: { readonly kind: string }): void {
  if (!WITHOUT.includes(kind)) return;
  throw new ConfigError(
    `${option}: a critic judges the mean of the likelihood, and that of "${kind}" has no gradient: ` +
      'take bernoulli, gaussian or laplace',
  );
}
