import {
  assertInRange,
  assertOptions,
  BOOLEAN,
  CHECKED_LATER,
  type OptionRanges,
  wholeNumber,
} from '../checks.ts';
import type { Table } from '../data/table.ts';
import { typesKey } from '../data/tableKeys.ts';
import { programOf } from '../families/program.ts';
import { drawnNoise } from '../ops/noise.ts';
import { streams } from '../random/streams.ts';
import type { Engine } from '../runtime/engine.ts';
import { CHUNK, runChunks } from './runRows.ts';

/** Options of {@link VAE.recommend}. */
export interface RecommendOptions {
  /** How many items each user gets; 10 by default, or all where there are fewer. */
  readonly k?: number;
  /** True also ranks the items that a user has; false by default. */
  readonly seen?: boolean;
}

const RANGES: OptionRanges<RecommendOptions> = { k: CHECKED_LATER, seen: BOOLEAN };

/** How many items a user gets by default. */
const USUAL = 10;

/** The items that a user gets, the best first. */
export interface Recommendation {
  /** Their numbers, which are columns of the data. Fewer than `k` where a user has nearly all items. */
  readonly items: Uint32Array;
  /** The probability of each as the user's next item. */
  readonly scores: Float32Array;
}

/**
 * The best items for each row of `history`, ranked on the device: only they come back.
 * @throws ConfigError for a model that does not recommend, or an option out of range
 */
export async function recommend(
  engine: Engine,
  history: Table,
  options: RecommendOptions,
): Promise<readonly Recommendation[]> {
  assertOptions('recommend', options, RANGES);
  const { seen = false } = options;
  const name = seen ? 'rank' : 'recommend';
  const program = programOf(engine.model, name);
  const [{ shape: [items = 0] = [] } = {}] = engine.model.fields;
  const { k = Math.min(USUAL, items) } = options;
  assertInRange('recommend: k', wholeNumber(1, items), k);
  const found: Recommendation[] = [];
  await runChunks(
    engine,
    {
      purpose: `${name} ${typesKey(history)}`,
      sizes: `${CHUNK} ${k}`,
      record: (source) =>
        program.record({ source, noise: drawnNoise(streams.inference), samples: k }),
      data: history,
      total: history.rows,
      urgent: true,
    },
    async ({ first, rows, run }) => {
      const [columns = new Float32Array(), scores = new Float32Array()] = await run([{}]);
      for (let row = 0; row < rows; row++) {
        const own = columns.subarray(row * k, (row + 1) * k);
        // A row without another item goes on with columns that do not exist.
        const end = own.indexOf(items);
        const count = end < 0 ? k : end;
        found[first + row] = {
          items: Uint32Array.from(own.subarray(0, count)),
          scores: Float32Array.from(scores.subarray(row * k, row * k + count)),
        };
      }
    },
  );
  return found;
}
