import { ConfigError } from '../../errors.ts';
import { nearestName } from '../nearestName.ts';
import { type BucketsSampler, bucketsSampler } from './buckets.ts';
import type { EpochRequest, EpochRows, SamplerKind } from './kind.ts';
import { type PermutationSampler, permutationSampler } from './permutation.ts';
import { type PoissonSampler, poissonSampler } from './poisson.ts';

/** The method of choosing the rows of an epoch and its batches. Each kind is one file. */
export type Sampler = BucketsSampler | PermutationSampler | PoissonSampler;

type Kinds = { readonly [K in Sampler['kind']]: SamplerKind<Extract<Sampler, { kind: K }>> };

const KINDS: Kinds = {
  permutation: permutationSampler,
  poisson: poissonSampler,
  buckets: bucketsSampler,
};

/** @throws ConfigError naming the field, the accepted values and the given value */
export function checkSampler(sampler: Sampler, batchSize: number): void {
  const kind: unknown = typeof sampler === 'object' && sampler !== null ? sampler.kind : sampler;
  if (typeof sampler !== 'object' || typeof kind !== 'string' || !Object.hasOwn(KINDS, kind)) {
    const kinds = Object.keys(KINDS);
    throw new ConfigError(
      `sampler.kind must be one of ${kinds.join(', ')}, got ${String(kind)}` +
        nearestName(String(kind), kinds),
    );
  }
  kindOf(sampler).check(sampler, batchSize);
}

/** Maximum length of an epoch's order. */
export function orderPlaces(sampler: Sampler, rows: number, batchSize: number): number {
  return kindOf(sampler).places(sampler, rows, batchSize);
}

/**
 * The rows of an epoch and its batches, a pure function of the arguments.
 * @throws DataError for data that the sampler cannot sample
 */
export function sampleEpoch(sampler: Sampler, request: EpochRequest): EpochRows {
  return kindOf(sampler).epoch(sampler, request);
}

/** Typed for all kinds at once: the sampler's `kind` ensures that the fields match. */
function kindOf({ kind }: Sampler): SamplerKind<Sampler> {
  return KINDS[kind] as SamplerKind<Sampler>;
}
