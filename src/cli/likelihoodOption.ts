import { Option } from 'commander';
import {
  type LikelihoodChoice,
  type LikelihoodOptions,
  resolveLikelihood,
} from '../distributions/likelihoods/likelihoods.ts';
import { ConfigError } from '../errors.ts';
import type { VaeConfig } from '../index.ts';
import { type OptionValue, parseKind } from './kindOption.ts';

/**
 * `--likelihood`: a name, optionally followed by a colon and options, as in
 * `gaussian:sigma=learned,floor=1e-4`.
 */
export const likelihoodOption = (): Option =>
  new Option(
    '--likelihood <name>',
    'p(x | z): bernoulli, continuousBernoulli, gaussian[:sigma=X|learned|network,floor=X], ' +
      'fullGaussian[:floor=X], lowRankGaussian[:rank=N,floor=X], laplace[:scale=X], categorical:levels=N, categorical:group=N|N+N+…, multinomial, poisson, ' +
      'negativeBinomial[:dispersion=column|network] or countShares[:dispersion=column|network,zeros=none|inflated]; a byte of an image is a value in [0, 1], its ' +
      'share of 255, to all of them (default: bernoulli)',
  ).argParser(parseLikelihood);

/**
 * Parses a likelihood. The library checks its options.
 * @throws ConfigError for malformed text, a likelihood that does not exist, or an option out of
 * range
 */
export function parseLikelihood(text: string): LikelihoodOptions {
  const asked = parseKind(text, { flag: '--likelihood', example: 'gaussian:sigma=0.5' });
  try {
    return resolveLikelihood(asked as LikelihoodChoice);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(`--likelihood "${text}": ${error.message}`, { cause: error });
  }
}

/** The inverse of {@link parseLikelihood}, with all options including defaults. */
export function likelihoodText({ kind, ...options }: LikelihoodOptions): string {
  const assignments = Object.entries<OptionValue>(options).map(
    ([name, value]) => `${name}=${typeof value === 'object' ? value.join('+') : value}`,
  );
  return assignments.length === 0 ? kind : `${kind}:${assignments.join(',')}`;
}

/**
 * The suffix for a description of the layers: empty for a Bernoulli likelihood, which is the
 * default.
 */
export function likelihoodNote(likelihood: VaeConfig['likelihood'] | undefined): string {
  return likelihood === undefined || likelihood.kind === 'bernoulli'
    ? ''
    : `, ${likelihoodText(likelihood)}`;
}
