import { type MemorisationAudit, memorisationAudit, type Points } from '../evaluation/index.ts';
import { correlationOfRanks, ranksOf } from '../evaluation/runs/ranks.ts';
import type { Model } from '../families/model.ts';
import type { VAE } from '../index.ts';
import { sampleCondition } from './condition.ts';
import { imageColumns } from './describedModel.ts';
import { dimensionsChart } from './judgeChart.ts';
import { type DimensionFigures, type JudgedCodes, judgeDimensions } from './judgeDimensions.ts';
import { areImages, type PlainScores } from './judgeScores.ts';
import { isShown, painterOf, shownModel } from './painter.ts';
import { mosaicPng } from './pictures.ts';
import type { RunRows } from './runData.ts';

/** Figures of models that decode images. */
export interface ImageFigures {
  readonly dimensions: DimensionFigures;
  /** Rank correlation of losses with the lengths of compressed test images. */
  readonly complexity: number;
  /** Samples beside training and test images, for models that sample. */
  readonly memorisation?: MemorisationAudit;
}

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
    readonly codes: JudgedCodes;
    /** Scores of the test rows. */
    readonly scores: PlainScores;
    readonly seed: number;
  },
): Promise<{ figures: ImageFigures; pictures: Record<string, Uint8Array> } | undefined> {
  const { train, test, codes, scores, seed } = rows;
  const lengths = scores.complexity;
  if (!areImages(described, train) || !areImages(described, test) || !lengths) return undefined;
  const dimensions = await judgeDimensions(model, described, test, codes);
  const chart = new TextEncoder().encode(dimensionsChart(dimensions));
  const complexity = correlationOfRanks(ranksOf(scores.loss), ranksOf(lengths));
  const figures = { dimensions, complexity };
  if (!isShown(described)) return { figures, pictures: { 'dimensions.svg': chart } };
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
    pictures: {
      'dimensions.svg': chart,
      'nearest.png': mosaicPng(cells, input, nearest.length, test.shape),
    },
  };
}
