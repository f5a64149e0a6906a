import { ConfigError } from '../../errors.ts';
import { nearestName } from '../nearestName.ts';
import { type BucketsSampler, bucketsSampler } from './buckets.ts';
import type { EpochRequest, EpochRows, SamplerKind } from './kind.ts';
import { type PermutationSampler, permutationSampler } from './permutation.ts';
import { type PoissonSampler, poissonSampler } from './poisson.ts';

/** How the rows of an epoch and its batches are chosen; each kind is one file. */
export type Sampler = BucketsSampler | PermutationSampler | PoissonSampler;

type Kinds = { readonly [K in Sampler['kind']]: SamplerKind<Extract<Sampler, { kind: K }>> };

const KINDS: Kinds = {
  permutation: permutationSampler,
  poisson: poissonSampler,
  buckets: bucketsSampler,
};

/** @throws ConfigError naming the field, what it takes and what came */
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

/** The most places that the order of an epoch can have. */
export function orderPlaces(sampler: Sampler, rows: number, batchSize: number): number {
  return kindOf(sampler).places(sampler, rows, batchSize);
}

/**
 * The rows of an epoch and its batches, a pure function of its arguments.
 * @throws DataError for data that the sampler cannot choose from
 */
export function sampleEpoch(sampler: Sampler, request: EpochRequest): EpochRows {
  return kindOf(sampler).epoch(sampler, request);
}

/** Of all kinds at once: what a kind takes is what its `kind` says. */
function kindOf({ kind }: Sampler): SamplerKind<Sampler> {
  return KINDS[kind] as SamplerKind<Sampler>;
}
