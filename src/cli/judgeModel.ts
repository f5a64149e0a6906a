import type { Dataset } from '../data/dataset.ts';
import { classCount } from '../data/labels.ts';
import { DataError } from '../errors.ts';
import { activeOf, columnVariances } from '../evaluation/activeUnits.ts';
import {
  adjustedRandIndex,
  classifierTwoSampleTest,
  gaussianTotalCorrelation,
  type IntrinsicDimension,
  intrinsicDimension,
  kMeans,
  linearProbe,
  type MeanDiscrepancy,
  type MembershipAttack,
  maximumMeanDiscrepancy,
  membershipAttack,
  neighbourAccuracy,
  normalizedMutualInformation,
  type ProbeResult,
  type TwoSampleTest,
  totalCorrelation,
} from '../evaluation/index.ts';
import { standardNormalPoints } from '../evaluation/prior/standardNormalPoints.ts';
import type { Model } from '../families/model.ts';
import { latentSize } from '../families/program.ts';
import type { Architecture, Encoding, SampledEncoding, VAE, VaeArchitecture } from '../index.ts';
import { rowsForModel } from './condition.ts';
import type { JudgedCodes } from './judgeDimensions.ts';
import { type ImageFigures, judgeImages } from './judgeImages.ts';
import {
  judgeScores,
  lossesOf,
  plainScores,
  type RegretFigures,
  type UnusualFigures,
} from './judgeScores.ts';
import type { RunData, RunRows } from './runData.ts';

/** How groups that were found without labels agree with classes. */
export interface GroupFigures {
  readonly groups: number;
  readonly normalizedMutualInformation: number;
  readonly adjustedRandIndex: number;
}

/** Figures that compare codes with labels. */
export interface LabelFigures {
  readonly classes: number;
  readonly probe: ProbeResult;
  /** Accuracy of the vote of five neighbours. */
  readonly neighbours: number;
  /** As many clusters of test codes as there are classes. */
  readonly kMeans: GroupFigures;
  /** Clusters that the model found itself. */
  readonly clusters?: GroupFigures;
}

/** The rows by which a model is judged. */
export interface JudgedRows extends RunData {
  /** Rows unlike the test rows. */
  readonly unusual?: RunRows;
}

/** All figures of a model. */
export interface ModelFigures {
  readonly rows: { readonly train: number; readonly test: number };
  readonly latent: number;
  readonly activeUnits: number;
  /** Codes that lie at a few places have none. */
  readonly intrinsicDimension?: IntrinsicDimension;
  /** In nats; by sampling for posteriors that are normal in each dimension. */
  readonly totalCorrelation: { readonly gaussian: number; readonly sampled?: number };
  /** Codes against draws from N(0, I), if that is the prior. */
  readonly prior?: { readonly discrepancy: MeanDiscrepancy; readonly classifier: TwoSampleTest };
  /** Losses of training rows against those of test rows. */
  readonly membership: MembershipAttack;
  readonly images?: ImageFigures;
  /** For models whose posteriors are normal in each dimension. */
  readonly regret?: RegretFigures;
  /** How scores tell unusual rows from the test rows. */
  readonly unusual?: UnusualFigures;
  readonly labels?: LabelFigures;
}

/** A model that was judged, and what comparisons with others need. */
export interface JudgedModel {
  readonly figures: ModelFigures;
  /** By the names of their files. */
  readonly pictures: Readonly<Record<string, Uint8Array>>;
  readonly architecture: Architecture;
  /** Codes of the test rows. */
  readonly codes: JudgedCodes;
  readonly active: readonly boolean[];
}

/**
 * Judges a model by rows that it was trained on and others.
 * @throws ConfigError for a model without a latent code
 */
export async function judgeModel(
  model: VAE,
  described: Model,
  { train, test, unusual }: JudgedRows,
  seed: number,
): Promise<JudgedModel> {
  const columns = latentSize(described);
  const [seen, held] = [rowsForModel(described, train), rowsForModel(described, test)];
  const code = async (rows: RunRows): Promise<JudgedCodes & { readonly z: Float32Array }> => {
    const { density, posterior = density } = described.programs;
    const {
      mu,
      logvar,
      z = mu,
    }: Encoding & Partial<SampledEncoding> = posterior
      ? await model.encode(rows, { sample: true, seed })
      : await model.encode(rows);
    // Posteriors without a mean are told by samples.
    return density ? { data: z, columns, z } : { data: mu, columns, z, stats: { mu, logvar } };
  };
  const [known, codes] = [await code(seen), await code(held)];
  const { count, active } = activeOf(columnVariances(codes.data, columns));
  const losses = await lossesOf(model, seen);
  const scores = await plainScores(model, described, test);
  const pictured = await judgeImages(model, described, { train, test, codes, scores, seed });
  const scored = await judgeScores(model, described, { test, scores, unusual, seed });
  const dimension = dimensionOf(codes, test.rows);
  const sampled =
    codes.stats && isFactorised(described.architecture)
      ? totalCorrelation(codes.stats, columns, codes.z)
      : undefined;
  return {
    figures: {
      rows: { train: train.rows, test: test.rows },
      latent: columns,
      activeUnits: count,
      ...(dimension && { intrinsicDimension: dimension }),
      totalCorrelation: {
        gaussian: gaussianTotalCorrelation(codes),
        ...(sampled !== undefined && { sampled }),
      },
      ...(hasStandardPrior(described.architecture) && {
        prior: besidePrior({ data: codes.z, columns }, test.rows, seed),
      }),
      membership: membershipAttack(losses, scores.loss),
      ...(pictured && { images: pictured.figures }),
      ...scored,
      ...(await labelFigures(model, described, { train, test: held, known, codes, seed })),
    },
    pictures: pictured?.pictures ?? {},
    architecture: described.architecture,
    codes,
    active,
  };
}

/** The dimension of codes; undefined where most lie at a few places, as those of a collapsed posterior do. */
function dimensionOf(codes: JudgedModel['codes'], rows: number): IntrinsicDimension | undefined {
  try {
    return intrinsicDimension(codes, Math.min(10, rows - 1));
  } catch (error) {
    if (error instanceof DataError) return undefined;
    throw error;
  }
}

/** An architecture that may say its code as a `vae` does. */
type WithLatent = Architecture & Partial<Pick<VaeArchitecture, 'latent'>>;

/** True if the posterior is normal in each dimension by itself. */
const isFactorised = ({ family, latent }: WithLatent): boolean =>
  family === 'vae' && latent?.kind === 'gaussian';

/** True if the codes of a model should look like draws from N(0, I). */
function hasStandardPrior({ family, latent }: WithLatent): boolean {
  return family === 'vae' && latent?.prior === undefined && latent?.kind !== 'categorical';
}

function besidePrior(
  codes: JudgedModel['codes'],
  rows: number,
  seed: number,
): NonNullable<ModelFigures['prior']> {
  const draws = standardNormalPoints(rows, codes.columns, seed);
  return {
    discrepancy: maximumMeanDiscrepancy(codes, draws),
    classifier: classifierTwoSampleTest(codes, draws),
  };
}

async function labelFigures(
  model: VAE,
  { programs, fields }: Model,
  {
    train,
    test,
    known,
    codes,
    seed,
  }: {
    readonly train: RunRows;
    readonly test: RunRows;
    readonly known: JudgedModel['codes'];
    readonly codes: JudgedModel['codes'];
    readonly seed: number;
  },
): Promise<{ readonly labels?: LabelFigures }> {
  const [own, labels] = [train, test].map(labelsOf);
  if (!own || !labels) return {};
  const classes = classCount(own);
  const points = [
    { ...known, labels: own },
    { ...codes, labels },
  ] as const;
  const groups = (found: ArrayLike<number>, count: number): GroupFigures => ({
    groups: count,
    normalizedMutualInformation: normalizedMutualInformation(found, labels),
    adjustedRandIndex: adjustedRandIndex(found, labels),
  });
  const clusters = Math.min(classes, test.rows);
  const findsClusters = programs.classify && !fields.some(({ name }) => name === 'label');
  const predicted = findsClusters ? (await model.predict(test)).classes : undefined;
  return {
    labels: {
      classes,
      probe: linearProbe(...points),
      neighbours: neighbourAccuracy(...points, Math.min(5, train.rows)),
      kMeans: groups(kMeans(codes, clusters, { seed }).assignments, clusters),
      // A code of several variables finds several groupings, none of which is the model's.
      ...(predicted?.length === test.rows && {
        clusters: groups(predicted, new Set(predicted).size),
      }),
    },
  };
}

const labelsOf = (rows: RunRows): Uint8Array | undefined =>
  'labels' in rows ? (rows as Dataset).labels : undefined;
