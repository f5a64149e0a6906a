import { shown } from '../../checks.ts';
import { ConfigError, DataError } from '../../errors.ts';
import { streams } from '../../random/streams.ts';
import { threefry2x32 } from '../../random/threefry.ts';
import { batchesFrom, endOf, type RowRange } from '../batches.ts';
import type { EpochRequest, SamplerKind } from './kind.ts';

/**
 * Poisson sampling: every batch contains every row with the same probability, independently of
 * other batches and rows, as the privacy accounting of private training assumes. Batches differ in
 * size and may be empty: then a step only changes the optimizer's moments. An epoch has the number
 * of batches that uses each row once on average. Source: Abadi et al., "Deep learning with
 * differential privacy", 2016.
 */
export interface PoissonSampler {
  readonly kind: 'poisson';
  /**
   * Average rows of a batch: each row is chosen with probability mean / rows. A batch holds at most
   * `batchSize` rows; a larger draw ends training with an error. By default the mean keeps the
   * probability of this at 1e-9 or less per batch: 69 for a batch size of 128. At least 0.05.
   */
  readonly mean?: number;
}

const OVERFLOW_PROBABILITY = 1e-9;

/** An epoch has rows / mean batches: a smaller mean makes them countless. */
const LEAST_MEAN = 0.05;

export const poissonSampler: SamplerKind<PoissonSampler> = {
  fields: ['mean'],
  check({ mean }, batchSize) {
    const own = meanOf(mean, batchSize);
    if (typeof own === 'number' && own >= LEAST_MEAN && own <= batchSize) return;
    const usual =
      mean === undefined ? `${own.toPrecision(2)}, the default for this batchSize` : shown(mean);
    throw new ConfigError(
      `sampler.mean must be a number from ${LEAST_MEAN} to batchSize (${batchSize}), got ${usual}`,
    );
  },
  // After an empty last batch, kernels still read a whole batch of places, hence the extra batch.
  places: ({ mean }, rows, batchSize) => (batchCount(mean, rows, batchSize) + 1) * batchSize,
  mean: ({ mean }, batchSize) => meanOf(mean, batchSize),
  epoch({ mean }, request) {
    const { table, batchSize, epoch, secret } = request;
    const { name, rows } = table;
    const draw = drawsOf(wordsOf(request), meanOf(mean, batchSize) / rows);
    const order: number[] = [];
    const batches: RowRange[] = [];
    for (let i = batchCount(mean, rows, batchSize); i > 0; i--) {
      // With room for a whole batch each, a position means the same batch under any secret.
      const first = secret ? batches.length * batchSize : order.length;
      while (order.length < first) order.push(0);
      for (let row = draw(); row < rows; row += 1 + draw()) order.push(row);
      const batch = { first, rows: order.length - first };
      if (batch.rows > batchSize) {
        throw new DataError(
          `a batch of epoch ${epoch + 1} on ${name} drew ${batch.rows} rows, batchSize has room ` +
            `for ${batchSize}: use a larger batchSize or a smaller sampler.mean`,
        );
      }
      batches.push(batch);
      if (order.length < endOf(batch)) order.push(0);
    }
    const next = (from: number) => (secret ? batchSize * Math.ceil(from / batchSize) : from);
    return { order: Uint32Array.from(order), batches: (from) => batchesFrom(batches, next(from)) };
  },
};

function batchCount(mean: number | undefined, rows: number, batchSize: number): number {
  return Math.ceil(rows / meanOf(mean, batchSize));
}

/**
 * The largest mean, in steps of 1/1024, for which Chernoff's bound on the probability of more than
 * `batchSize` rows is small enough. The bound is exp(k - mean) (mean / k)^k for at least k rows.
 */
function meanOf(mean: number | undefined, batchSize: number): number {
  if (mean !== undefined) return mean;
  const k = batchSize + 1;
  const allowed = -Math.log(OVERFLOW_PROBABILITY);
  let low = 1;
  let high = 1024 * batchSize;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const tried = middle / 1024;
    if (tried - k - k * Math.log(tried / k) >= allowed) low = middle;
    else high = middle - 1;
  }
  return low / 1024;
}

/**
 * Number of rows to skip before the next chosen row, where each row is chosen with `probability`.
 * These are geometric random numbers, so that the time depends only on the number of chosen rows.
 */
function drawsOf(words: () => [number, number], probability: number): () => number {
  const logLeftOut = Math.log1p(-probability);
  return () => {
    const [high, low] = words();
    const uniform = ((high >>> 5) * 2 ** 26 + (low >>> 6) + 0.5) * 2 ** -53;
    return Math.floor(Math.log(uniform) / logLeftOut);
  };
}

/** Random words for an epoch, by the secret if there is one. */
function wordsOf({ seed, epoch, secret, dropped = 0 }: EpochRequest): () => [number, number] {
  if (secret) return secret.samplingWords(epoch, dropped);
  let block = 0;
  return () => threefry2x32(seed, streams.poisson, epoch, block++);
}
