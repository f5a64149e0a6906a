import { assertInRange, shown, wholeNumber } from '../../checks.ts';
import { ConfigError, DataError } from '../../errors.ts';
import { streams } from '../../random/streams.ts';
import { batchesFrom, cutBatches, type RowRange } from '../batches.ts';
import { permutation } from '../permutation.ts';
import { hostRowsOf, type Table } from '../table.ts';
import type { SamplerKind } from './kind.ts';

/**
 * Uses every row once per epoch, with rows of similar length in one batch. A permutation is cut
 * into pools of several batches. Each pool is sorted by length and cut into batches, and the
 * batches are shuffled.
 */
export interface BucketsSampler {
  readonly kind: 'buckets';
  /** The field that holds the length of each row. */
  readonly field: string;
  /**
   * Batches per pool, 50 by default. A larger pool makes lengths within a batch more similar and
   * batches less random.
   */
  readonly pool?: number;
}

const POOL = 50;

export const bucketsSampler: SamplerKind<BucketsSampler> = {
  check({ field, pool = POOL }) {
    if (typeof field !== 'string') {
      throw new ConfigError(
        `sampler.field must name the field that holds lengths, got ${shown(field)}`,
      );
    }
    assertInRange('sampler.pool', wholeNumber(1), pool);
  },
  places: (_, rows) => rows,
  epoch({ field, pool = POOL }, { table, batchSize, seed, epoch }) {
    const { rows } = table;
    const lengths = lengthsOf(table, field);
    const shuffled = permutation(rows, seed, epoch);
    for (const { first, rows: count } of cutBatches(0, rows, pool * batchSize)) {
      const sorted = Array.from(shuffled.subarray(first, first + count));
      // Stable sort: rows of equal length stay in the order of the permutation.
      sorted.sort((a, b) => (lengths[a] as number) - (lengths[b] as number));
      shuffled.set(sorted, first);
    }
    const cut = cutBatches(0, rows, batchSize);
    const order = new Uint32Array(rows);
    const batches: RowRange[] = [];
    let end = 0;
    for (const number of permutation(cut.length, seed, epoch, streams.buckets)) {
      const { first, rows: count } = cut[number] as RowRange;
      order.set(shuffled.subarray(first, first + count), end);
      batches.push({ first: end, rows: count });
      end += count;
    }
    return { order, batches: (from) => batchesFrom(batches, from) };
  },
};

function lengthsOf(table: Table, field: string): ArrayLike<number> {
  const { columns, dtype, data } = hostRowsOf(table, field);
  if (columns === 1 && dtype !== 'sparse') return data;
  throw new DataError(
    `the sampler sorts rows by "${field}", which must hold one length a row, got ` +
      `${columns} ${dtype === 'sparse' ? 'sparse ' : ''}values`,
  );
}
