import type { Dataset } from '../data/dataset.ts';
import { columnVariances } from '../evaluation/activeUnits.ts';
import { explainedShare } from '../evaluation/explainedShare.ts';
import { keepDimensions } from '../evaluation/index.ts';
import { klPerDimension } from '../evaluation/klPerDimension.ts';
import type { PosteriorStats } from '../evaluation/posteriorStats.ts';
import type { Model } from '../families/model.ts';
import { oneHotLabels, type VAE } from '../index.ts';

/** Codes of rows: means, or samples of posteriors without a mean. */
export interface JudgedCodes {
  readonly data: Float32Array;
  /** Dimensions of a code. */
  readonly columns: number;
  /** Absent for posteriors without a mean. */
  readonly stats?: PosteriorStats;
}

/** Figures of reconstructions from some dimensions of the codes alone. */
export interface DimensionFigures {
  /** KL of each dimension in nats, in the order of the dimensions; absent for posteriors without a mean. */
  readonly kl?: readonly number[];
  /** From no dimension to all, the most informative first: by their KL, else by the variance of the codes. */
  readonly kept: readonly {
    readonly dimensions: readonly number[];
    /** Share of the test images' variance that reconstructions explain. */
    readonly explained: number;
  }[];
}

/** At most so many numbers of dimensions are tried, besides none. */
const STEPS = 32;

/** Decodes the test images with more and more dimensions of their codes; all others are at their means. */
export async function judgeDimensions(
  model: VAE,
  { condition }: Pick<Model, 'condition'>,
  test: Dataset,
  codes: JudgedCodes,
): Promise<DimensionFigures> {
  const { data, columns, stats } = codes;
  const kl = stats && klPerDimension(stats, columns);
  const worth = kl ?? columnVariances(data, columns);
  const order = [...worth.keys()].sort((a, b) => (worth[b] as number) - (worth[a] as number));
  const side = condition && oneHotLabels(test.labels ?? [], condition.size);
  const steps = Math.min(STEPS, columns);
  const kept: DimensionFigures['kept'][number][] = [];
  for (let step = 0; step <= steps; step++) {
    const dimensions = order.slice(0, Math.round((step * columns) / steps));
    const images = await model.decode(keepDimensions(codes, dimensions), side);
    kept.push({ dimensions, explained: explainedShare(test, images) });
  }
  return { ...(kl && { kl: [...kl] }), kept };
}
