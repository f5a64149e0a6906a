import { knownFieldsOfKind, shown } from '../../checks.ts';
import { ConfigError } from '../../errors.ts';
import { Kinds, type Source } from '../../kinds.ts';
import { nearestName } from '../../nearestName.ts';
import type { BucketsSampler } from './buckets.ts';
import type { EpochRequest, EpochRows, SamplerKind } from './kind.ts';
import { type PermutationSampler, permutationSampler } from './permutation.ts';
import type { PoissonSampler } from './poisson.ts';

/** The method of choosing the rows of an epoch and its batches. Each kind is one file. */
export type Sampler = BucketsSampler | PermutationSampler | PoissonSampler;

const sources: {
  readonly [K in Sampler['kind']]: Source<SamplerKind<Extract<Sampler, { kind: K }>>>;
} = {
  permutation: { definition: permutationSampler },
  poisson: { load: () => import('./poisson.ts').then(({ poissonSampler }) => poissonSampler) },
  buckets: { load: () => import('./buckets.ts').then(({ bucketsSampler }) => bucketsSampler) },
};

/** Typed for all kinds at once: the sampler's `kind` ensures that the fields match. */
const samplers = new Kinds(
  'sampler',
  sources as Readonly<Record<Sampler['kind'], Source<SamplerKind<Sampler>>>>,
);

export const SAMPLERS = samplers.names;

/**
 * Loads a sampler's kind: from then on the sampler can be checked and used.
 * @throws ConfigError for a kind that does not exist
 */
export async function loadSampler(sampler: Pick<Sampler, 'kind'>): Promise<void> {
  assertKind(sampler);
  await samplers.load(sampler.kind);
}

/** @throws ConfigError naming the field, what it takes and what came */
export function checkSampler(sampler: Sampler, batchSize: number): void {
  assertKind(sampler);
  const kind = samplers.get(sampler.kind);
  knownFieldsOfKind(`sampler: a ${sampler.kind} sampler`, sampler, kind.fields);
  kind.check(sampler, batchSize);
}

/** Maximum length of an epoch's order. */
export function orderPlaces(sampler: Sampler, rows: number, batchSize: number): number {
  return samplers.get(sampler.kind).places(sampler, rows, batchSize);
}

/** Mean rows of a batch, if the sampler draws each row independently of all others. */
export function meanRows(sampler: Sampler, batchSize: number): number | undefined {
  return samplers.get(sampler.kind).mean?.(sampler, batchSize);
}

/** The steps for which batches have plans of their own, in ascending order. */
export function lengthsOf(sampler: Sampler): readonly number[] {
  return samplers.get(sampler.kind).lengths?.(sampler) ?? [];
}

/**
 * The rows of an epoch and its batches, a pure function of the arguments.
 * @throws DataError for data that the sampler cannot sample
 */
export function sampleEpoch(sampler: Sampler, request: EpochRequest): EpochRows {
  return samplers.get(sampler.kind).epoch(sampler, request);
}

function assertKind(sampler: Pick<Sampler, 'kind'>): void {
  const isObject = typeof sampler === 'object' && sampler !== null;
  const kind: unknown = isObject ? sampler.kind : undefined;
  if (isObject && samplers.has(kind)) return;
  if (!isObject) {
    throw new ConfigError(
      `sampler must be an object such as { "kind": "${SAMPLERS[0]}" }, got ${shown(sampler)}`,
    );
  }
  throw new ConfigError(
    `sampler.kind must be one of ${SAMPLERS.join(', ')}, got ${shown(kind)}` +
      nearestName(kind, SAMPLERS),
  );
}
