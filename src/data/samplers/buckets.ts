import { assertInRange, isWholeNumber, type Range, shown, wholeNumber } from '../../checks.ts';
import { ConfigError, DataError } from '../../errors.ts';
import { streams } from '../../random/streams.ts';
import { type Batch, batchesFrom, cutBatches, type RowRange } from '../batches.ts';
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
  /** The field that holds the length of each row, or sequences of tokens, which end with their first 0. */
  readonly field: string;
  /**
   * Batches per pool, 50 by default. A larger pool makes lengths within a batch more similar and
   * batches less random.
   */
  readonly pool?: number;
  /**
   * Lengths below that of a row, in ascending order. A batch whose sequences all end within one of them is
   * computed in so many steps. Results are the same but for rounding. None by default.
   */
  readonly lengths?: readonly number[];
}

const POOL = 50;

/** The token that ends a sequence, and counts. */
const END = 0;

const LENGTHS: Range = {
  holds: (value) =>
    Array.isArray(value) &&
    value.every((length, i) => isWholeNumber(length, i === 0 ? 1 : value[i - 1] + 1)),
  wanted: 'a list of whole numbers of at least 1, in ascending order',
};

export const bucketsSampler: SamplerKind<BucketsSampler> = {
  fields: ['field', 'pool', 'lengths'],
  check({ field, pool = POOL, lengths = [] }) {
    if (typeof field !== 'string') {
      throw new ConfigError(
        `sampler.field must name the field that holds lengths, got ${shown(field)}`,
      );
    }
    assertInRange('sampler.pool', wholeNumber(1), pool);
    assertInRange('sampler.lengths', LENGTHS, lengths);
  },
  lengths: ({ lengths = [] }) => lengths,
  places: (_, rows) => rows,
  epoch({ field, pool = POOL, lengths: steps = [] }, { table, batchSize, seed, epoch }) {
    const { rows } = table;
    const lengths = lengthsOf(table, field, steps);
    const shuffled = permutation(rows, seed, epoch);
    for (const { first, rows: count } of cutBatches(0, rows, pool * batchSize)) {
      const sorted = Array.from(shuffled.subarray(first, first + count));
      // Stable sort: rows of equal length stay in the order of the permutation.
      sorted.sort((a, b) => (lengths[a] as number) - (lengths[b] as number));
      shuffled.set(sorted, first);
    }
    const cut = cutBatches(0, rows, batchSize);
    const order = new Uint32Array(rows);
    const batches: Batch[] = [];
    let end = 0;
    for (const number of permutation(cut.length, seed, epoch, streams.buckets)) {
      const { first, rows: count } = cut[number] as RowRange;
      order.set(shuffled.subarray(first, first + count), end);
      // A batch lies in one pool, whose rows are sorted: its last one is the longest.
      const longest = lengths[order[end + count - 1] as number] as number;
      const own = steps.find((length) => longest <= length);
      batches.push({ first: end, rows: count, ...(own !== undefined && { steps: own }) });
      end += count;
    }
    return { order, batches: (from) => batchesFrom(batches, from) };
  },
};

function lengthsOf(table: Table, field: string, steps: readonly number[]): ArrayLike<number> {
  const { columns, dtype, data } = hostRowsOf(table, field);
  if (columns === 1 && dtype !== 'sparse') return data;
  if (dtype !== 'u32') {
    throw new DataError(
      `the sampler sorts rows by "${field}", which must hold one length a row or tokens, got ` +
        `${columns} ${dtype === 'sparse' ? 'sparse ' : ''}values`,
    );
  }
  const useless = steps.find((length) => length >= columns);
  if (useless !== undefined) {
    throw new ConfigError(
      `sampler.lengths must be below ${columns}, the tokens of a row of "${field}", got ${useless}`,
    );
  }
  return Uint32Array.from({ length: data.length / columns }, (_, row) => {
    const end = data.subarray(row * columns, (row + 1) * columns).indexOf(END);
    return end < 0 ? columns : end + 1;
  });
}
