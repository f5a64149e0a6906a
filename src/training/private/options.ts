import {
  ABOVE_ZERO,
  assertInRange,
  BETWEEN_0_AND_1,
  isRecord,
  knownFields,
  shown,
} from '../../checks.ts';
import { meanRows, type Sampler } from '../../data/samplers/sampler.ts';
import { ConfigError } from '../../errors.ts';
import { NOISE } from '../../privacy/steps.ts';
import { Secret } from '../../random/secret.ts';

const RANGES = { epsilon: ABOVE_ZERO, noise: NOISE, delta: BETWEEN_0_AND_1, clip: ABOVE_ZERO };

/**
 * @param rows.batchSize of the training
 * @throws ConfigError naming the field, the accepted values and the given value, or the sampler
 */
export function assertPrivacy(
  privacy: unknown,
  { sampler, batchSize }: { readonly sampler: Sampler; readonly batchSize: number },
): void {
  if (!isRecord(privacy)) {
    throw new ConfigError(
      `privacy must be an object such as { epsilon: 3, delta: 1e-5, clip: 1 }, got ${shown(privacy)}`,
    );
  }
  knownFields('privacy', privacy, Object.keys(RANGES));
  const { epsilon, noise } = privacy;
  if ((epsilon === undefined) === (noise === undefined)) {
    throw new ConfigError('privacy takes either `epsilon`, a budget, or `noise`');
  }
  for (const [name, range] of Object.entries(RANGES)) {
    const chosen = name !== 'epsilon' && name !== 'noise';
    if (chosen || privacy[name] !== undefined)
      assertInRange(`privacy.${name}`, range, privacy[name]);
  }
  if (meanRows(sampler, batchSize) !== undefined) return;
  throw new ConfigError(
    `privacy needs batches that have each row independently of all others: leave out sampler, or take { kind: 'poisson' }, got ${shown(sampler.kind)}`,
  );
}

/**
 * The secret of a run.
 * @param text as `exportSecret` gives it; a fresh one by default
 * @throws ConfigError for anything else
 */
export function secretOf(text: unknown): Secret {
  return text === undefined ? Secret.fresh() : Secret.of(text);
}
