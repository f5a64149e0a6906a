import { nearestName, nearestOf } from './nearestName.ts';

/** Names in other libraries, without signs and capitals, and what the same thing is called here. */
export type Synonyms = Readonly<Record<string, string>>;

/** Parts of models. */
const OF_MODELS: Synonyms = {
  zdim: 'latent',
  mse: 'gaussian',
  normal: 'gaussian',
  l1: 'laplace',
  bce: 'bernoulli',
  binarycrossentropy: 'bernoulli',
  crossentropy: 'categorical',
  swish: 'silu',
};

/**
 * Like `nearestName`, but knows what other libraries call a thing. It is apart from it because
 * pages load `nearestName` at once, and this one with the models.
 */
export function meantName(
  given: unknown,
  names: readonly string[],
  synonyms: Synonyms = OF_MODELS,
): string {
  return nearestName(meantOf(given, names, synonyms), names);
}

/** The name that is meant, where other libraries may call it otherwise; undefined if none is. */
export function meantOf(
  given: unknown,
  names: readonly string[],
  synonyms: Synonyms,
): string | undefined {
  if (typeof given !== 'string') return undefined;
  const own = synonyms[given.toLowerCase().replace(/[\W_]|\Bloss$/g, '')] ?? '';
  return names.includes(own) ? own : nearestOf(given, names);
}
