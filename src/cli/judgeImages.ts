import type { Dataset } from '../data/dataset.ts';
import { columnVariances } from '../evaluation/activeUnits.ts';
import { explainedVariance } from '../evaluation/explainedVariance.ts';
import {
  inputComplexity,
  keepDimensions,
  type MemorisationAudit,
  memorisationAudit,
  type Points,
} from '../evaluation/index.ts';
import { correlationOfRanks, ranksOf } from '../evaluation/runs/ranks.ts';
import type { Model } from '../families/model.ts';
import { oneHotLabels, type VAE } from '../index.ts';
import { sampleCondition } from './condition.ts';
import { imageColumns } from './describedModel.ts';
import { isDiagnosed, isShown, painterOf, shownModel } from './painter.ts';
import { mosaicPng } from './pictures.ts';
import type { RunRows } from './runData.ts';

/** Figures of reconstructions from some dimensions of the codes alone. */
interface KeptDimensions {
  /** The dimensions that were kept, those whose means vary most first. */
  readonly kept: readonly number[];
  /** Share of the test images' variance that reconstructions explain. */
  readonly explained: number;
}

/** Figures of models that decode images. */
export interface ImageFigures {
  readonly dimensions: readonly KeptDimensions[];
  /** Rank correlation of losses with the lengths of compressed test images. */
  readonly complexity: number;
  /** Samples beside training and test images, for models that sample. */
  readonly memorisation?: MemorisationAudit;
}

/** Numbers of dimensions to keep, at most, beside none and all. */
const NUMBERS = 10;
/** Samples that are looked at, and of these in the picture. */
const SAMPLES = 200;
const SHOWN = 10;

/** Judges a model by images; undefined for models and rows of other kinds. */
export async function judgeImages(
  model: VAE,
  described: Model,
  rows: {
    readonly train: RunRows;
    readonly test: RunRows;
    readonly codes: { readonly data: Float32Array; readonly columns: number };
    /** Losses of the test rows. */
    readonly losses: Float32Array;
    readonly seed: number;
  },
): Promise<{ figures: ImageFigures; pictures: Record<string, Uint8Array> } | undefined> {
  const { train, test, codes, losses, seed } = rows;
  if (!isImages(train) || !isImages(test) || !isDiagnosed(described)) return undefined;
  const dimensions = await keptDimensions(model, described, test, codes);
  const complexity = correlationOfRanks(ranksOf(losses), ranksOf(await inputComplexity(test)));
  const figures = { dimensions, complexity };
  if (!isShown(described)) return { figures, pictures: {} };
  const { input, condition } = imageColumns(described);
  const painter = painterOf(shownModel(model, described));
  const count = Math.min(SAMPLES, train.rows, test.rows);
  const chosen = sampleCondition({ condition }, count);
  const samples: Points = {
    data: await painter.sample(count, { seed, ...(chosen && { condition: chosen }) }),
    columns: input,
  };
  const audit = memorisationAudit(samples, train, test);
  const nearest = audit.nearest.slice(0, SHOWN);
  const cells = new Float32Array(2 * nearest.length * input);
  const unit = train.dtype === 'u8' ? 255 : 1;
  for (const [i, { sample, row }] of nearest.entries()) {
    cells.set(samples.data.subarray(sample * input, (sample + 1) * input), i * input);
    const image = train.data.subarray(row * input, (row + 1) * input);
    const place = (nearest.length + i) * input;
    cells.set(
      Float32Array.from(image, (value) => value / unit),
      place,
    );
  }
  return {
    figures: { ...figures, memorisation: { ...audit, nearest } },
    pictures: { 'nearest.png': mosaicPng(cells, input, nearest.length, test.shape) },
  };
}

async function keptDimensions(
  model: VAE,
  { condition }: Model,
  test: Dataset,
  codes: { readonly data: Float32Array; readonly columns: number },
): Promise<KeptDimensions[]> {
  const variances = columnVariances(codes.data, codes.columns);
  const order = [...variances.keys()].sort(
    (a, b) => (variances[b] as number) - (variances[a] as number),
  );
  const side = condition && oneHotLabels(test.labels ?? [], condition.size);
  const steps = Math.min(NUMBERS, order.length);
  const found: KeptDimensions[] = [];
  for (let step = 0; step <= steps; step++) {
    const kept = order.slice(0, Math.round((step * order.length) / steps));
    const images = await model.decode(keepDimensions(codes, kept), side);
    found.push({ kept, explained: explainedVariance(test, images) });
  }
  return found;
}

const isImages = (rows: RunRows): rows is Dataset => rows.dtype === 'u8' || rows.dtype === 'f32';
