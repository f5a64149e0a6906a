import { type Dataset, rowRange } from '../data/dataset.ts';
import { inputComplexity } from '../evaluation/index.ts';
import { chanceOfLower, correlationOfRanks, ranksOf } from '../evaluation/runs/ranks.ts';
import type { Model } from '../families/model.ts';
import type { VAE } from '../index.ts';
import { rowsForModel } from './condition.ts';
import { isDiagnosed } from './painter.ts';
import type { RunRows } from './runData.ts';

/** How much better a posterior of its own is for each row than the encoder's. */
export interface RegretFigures {
  /** Test rows that were looked at. */
  readonly rows: number;
  /** In nats. */
  readonly mean: number;
  /** Rank correlation with the lengths of compressed rows; only of images. */
  readonly complexity?: number;
}

/** The probability that an unusual row has a higher score than a test row, by score. */
export interface UnusualFigures {
  /** Unusual rows. */
  readonly rows: number;
  readonly loss: number;
  /** By the loss less the length of the compressed row; only for images. */
  readonly complexity?: number;
  readonly regret?: number;
  /** Rows of each side that `regret` looked at. */
  readonly refined?: number;
}

/** Rows whose posteriors are refined: each takes as long as hundreds of losses. */
const REFINED = 256;
const REFINEMENT = { steps: 100, samples: 2 } as const;

/** The scores of rows that need no training. */
export interface PlainScores {
  readonly loss: Float32Array;
  /** Lengths of the compressed rows; only of images. */
  readonly complexity?: Float64Array;
}

/** The scores of rows, those of regret of the first rows only. */
interface RowScores extends PlainScores {
  readonly regret?: Float32Array;
}

/** The loss of each row, and of images the complexity. */
export async function plainScores(
  model: VAE,
  described: Model,
  rows: RunRows,
): Promise<PlainScores> {
  return {
    loss: await lossesOf(model, rowsForModel(described, rows)),
    ...(areImages(described, rows) && { complexity: await inputComplexity(rows) }),
  };
}

/** Judges by the scores of rows. */
export async function judgeScores(
  model: VAE,
  described: Model,
  {
    test,
    scores,
    unusual,
    seed,
  }: {
    readonly test: RunRows;
    /** Scores of the test rows. */
    readonly scores: PlainScores;
    readonly unusual: RunRows | undefined;
    readonly seed: number;
  },
): Promise<{ readonly regret?: RegretFigures; readonly unusual?: UnusualFigures }> {
  const regretOf = async (rows: Dataset | Dataset<'u32'>): Promise<Pick<RowScores, 'regret'>> => {
    const all = rows as Dataset<'u8' | 'f32' | 'u32'>;
    const first = rowRange(all, 0, Math.min(REFINED, all.rows));
    const { regret } = await model.score(first, { regret: REFINEMENT, seed });
    return regret ? { regret } : {};
  };
  const withRegret = async (plain: PlainScores, rows: RunRows): Promise<RowScores> => {
    const seen = rowsForModel(described, rows);
    if (!described.programs.refine || seen.dtype === 'sparse') return plain;
    return { ...plain, ...(await regretOf(seen)) };
  };
  const own = await withRegret(scores, test);
  const other =
    unusual && (await withRegret(await plainScores(model, described, unusual), unusual));
  return {
    ...(own.regret && { regret: regretFigures(own.regret, own.complexity) }),
    ...(other && { unusual: unusualFigures(own, other) }),
  };
}

function regretFigures(regret: Float32Array, complexity?: Float64Array): RegretFigures {
  const rows = regret.length;
  return {
    rows,
    mean: regret.reduce((sum, value) => sum + value, 0) / rows,
    ...(complexity && {
      complexity: correlationOfRanks(ranksOf(regret), ranksOf(complexity.subarray(0, rows))),
    }),
  };
}

function unusualFigures(own: RowScores, other: RowScores): UnusualFigures {
  const above = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
    chanceOfLower(ranksOf([...Array.from(a), ...Array.from(b)]), a.length);
  const less = ({ loss, complexity }: RowScores) =>
    complexity && loss.map((value, row) => value - (complexity[row] as number));
  const [known, others] = [less(own), less(other)];
  return {
    rows: other.loss.length,
    loss: above(own.loss, other.loss),
    ...(known && others && { complexity: above(known, others) }),
    ...(own.regret &&
      other.regret && {
        regret: above(own.regret, other.regret),
        refined: Math.max(own.regret.length, other.regret.length),
      }),
  };
}

/** The first score of each row: of a vae its ELBO, of another family its first loss. */
export async function lossesOf(model: VAE, rows: RunRows): Promise<Float32Array> {
  const [[, losses] = ['', new Float32Array()]] = Object.entries(await model.score(rows));
  return losses;
}

/** True for rows that are images, of a model that decodes images. */
export const areImages = (described: Model, rows: RunRows): rows is Dataset =>
  (rows.dtype === 'u8' || rows.dtype === 'f32') && isDiagnosed(described);
