import { hideItems } from '../data/hideItems.ts';
import type { SparseRows } from '../data/sparseRows.ts';
import { entriesOf, writeSparseRow } from '../data/sparseValues.ts';
import { ndcgAt, type RankingMetric, recallAt, summary } from '../evaluation/ranking.ts';
import type { Model } from '../families/model.ts';
import type { Recommendation, VAE } from '../index.ts';
import type { RunData, RunRows } from './runData.ts';
import { alignedTable } from './table.ts';

/** The share of each user's items that is hidden, to be found by the rest. */
const HIDDEN = { share: 0.2, seed: 1 };

const METRICS = {
  'NDCG@100': (rankings: Parameters<typeof ndcgAt>[1]) => ndcgAt(100, rankings),
  'Recall@20': (rankings: Parameters<typeof ndcgAt>[1]) => recallAt(20, rankings),
  'Recall@50': (rankings: Parameters<typeof ndcgAt>[1]) => recallAt(50, rankings),
} as const;

/** Items that the metrics look at. */
const LOOKED_AT = 100;

/** Users whose rankings lie in memory at a time. */
const USERS = 64;

/** How well a recommender ranks the hidden items of users, beside the order of popularity. */
export type RankingFigures = Readonly<
  Record<'model' | 'popularity', Readonly<Record<keyof typeof METRICS, RankingMetric>>>
>;

const asSparse = (rows: RunRows): SparseRows | undefined =>
  rows.dtype === 'sparse' ? rows : undefined;

/**
 * Hides a fifth of the items of each user, and ranks them. Undefined for a model that does not recommend.
 * @param rows the users; those of `train` say how popular an item is
 */
export async function rankingFigures(
  model: Pick<VAE, 'recommend'>,
  { programs }: Pick<Model, 'programs'>,
  { train }: Pick<RunData, 'train'>,
  rows: RunRows,
): Promise<RankingFigures | undefined> {
  const [seen, users] = [asSparse(train), asSparse(rows)];
  if (!programs.recommend || !seen || !users) return undefined;
  const { input, target } = hideItems(users, HIDDEN);
  const k = Math.min(LOOKED_AT, users.columns);
  const popular = popularity(seen);
  const found = await model.recommend(input, { k });
  const ofModel = byMetric(input, target, (user) => scoresOf(found[user], users.columns));
  return { model: ofModel, popularity: byMetric(input, target, () => popular) };
}

/** The figures without those of each user. */
export const meansOf = (figures: RankingFigures): object =>
  Object.fromEntries(
    Object.entries(figures).map(([name, metrics]) => [
      name,
      Object.fromEntries(
        Object.entries(metrics).map(([metric, { perUser: _, ...means }]) => [metric, means]),
      ),
    ]),
  );

/** The figures as a table. */
export function rankingText(figures: RankingFigures): string {
  const names = Object.keys(METRICS) as (keyof typeof METRICS)[];
  return alignedTable(
    [{ title: 'ranking', left: true }, ...names.map((title) => ({ title }))],
    Object.entries(figures).map(([name, own]) => [
      name,
      ...names.map(
        (metric) => `${own[metric].mean.toFixed(4)} ± ${own[metric].standardError.toFixed(4)}`,
      ),
    ]),
  );
}

/** How many users took each item. */
function popularity(train: SparseRows): Float32Array {
  const counts = new Float32Array(train.columns);
  for (let user = 0; user < train.rows; user++) {
    for (const [item] of entriesOf(train, user)) counts[item] = (counts[item] ?? 0) + 1;
  }
  return counts;
}

/** Scores of all items: those that were not found come last. */
function scoresOf(found: Recommendation | undefined, items: number): Float32Array {
  const scores = new Float32Array(items).fill(Number.NEGATIVE_INFINITY);
  for (const [place, item] of found?.items.entries() ?? []) {
    scores[item] = found?.scores[place] as number;
  }
  return scores;
}

function byMetric(
  input: SparseRows,
  target: SparseRows,
  scoresOfUser: (user: number) => Float32Array,
): RankingFigures['model'] {
  const perUser = Object.keys(METRICS).map(() => new Float64Array(input.rows));
  for (let first = 0; first < input.rows; first += USERS) {
    const users = Math.min(USERS, input.rows - first);
    const scores = new Float32Array(users * input.columns);
    for (let user = 0; user < users; user++) {
      scores.set(scoresOfUser(first + user), user * input.columns);
    }
    const rankings = {
      ...{ items: input.columns, scores },
      relevant: denseOf(target, first, users),
      seen: denseOf(input, first, users),
    };
    for (const [i, metric] of Object.values(METRICS).entries()) {
      perUser[i]?.set(metric(rankings).perUser, first);
    }
  }
  return Object.fromEntries(
    Object.keys(METRICS).map((name, i) => [name, summary(name, perUser[i] as Float64Array)]),
  ) as unknown as RankingFigures['model'];
}

function denseOf(rows: SparseRows, first: number, count: number): Float32Array {
  const dense = new Float32Array(count * rows.columns);
  for (let row = 0; row < count; row++) {
    writeSparseRow(rows, first + row, dense, row * rows.columns);
  }
  return dense;
}
