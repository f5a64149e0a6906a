import {
  ABOVE_ZERO,
  assertInRange,
  BETWEEN_0_AND_1,
  isRecord,
  knownFields,
  POSITIVE,
  shown,
} from '../../checks.ts';
import { meanRows, type Sampler } from '../../data/samplers/sampler.ts';
import { ConfigError } from '../../errors.ts';
import { NOISE } from '../../privacy/steps.ts';
import { Secret } from '../../random/secret.ts';
import type { PrivateOptions } from '../privacyOptions.ts';

const RANGES = { epsilon: ABOVE_ZERO, noise: NOISE, delta: BETWEEN_0_AND_1, clip: POSITIVE };

/** @throws ConfigError naming the field, the accepted values and the given value, or the sampler */
function assertPrivacy(
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
 * Checks the options of private training.
 * @param text of the secret, as `freshSecret` gives it; a fresh one by default
 * @returns the secret of the run; none for one that is not private
 * @throws ConfigError naming the option, the accepted values and the given value
 */
export function secretOf(training: PrivateOptions, text: unknown): Secret | undefined {
  if (training.privacy !== undefined) {
    assertPrivacy(training.privacy, training);
    return text === undefined ? Secret.fresh() : Secret.of(text);
  }
  if (text === undefined) return undefined;
  throw new ConfigError('secret is of private training: give the option privacy too');
}
