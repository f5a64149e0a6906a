import { meanRows } from '../../data/samplers/sampler.ts';
import { InternalError } from '../../errors.ts';
import type { PrivateOptions } from '../privacyOptions.ts';

/** The rows that a batch has on average, which do not tell how many one drew. */
export function expectedRows({ sampler, batchSize }: PrivateOptions): number {
  const rows = meanRows(sampler, batchSize);
  if (rows !== undefined) return rows;
  throw new InternalError(`private training with the sampler ${sampler.kind}`);
}
