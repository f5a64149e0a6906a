import { assertOptions, type OptionRanges, SEED, wholeNumber } from '../checks.ts';
import { hostRowsOf, type Table } from '../data/table.ts';
import { takeTableRows } from '../data/takeTableRows.ts';
import { activeUnits } from '../evaluation/activeUnits.ts';
import { type CollapseReport, collapseReport } from '../evaluation/collapse.ts';
import { explainedShare } from '../evaluation/explainedShare.ts';
import { explainedTokens } from '../evaluation/explainedTokens.ts';
import { klPerDimension } from '../evaluation/klPerDimension.ts';
import { type MutualInformation, mutualInformation } from '../evaluation/mutualInformation.ts';
import {
  activeUnitsOfSamples,
  meanSamples,
  mutualInformationOfSamples,
} from '../evaluation/sampleFigures.ts';
import { latentSize } from '../families/program.ts';
import type { Engine } from '../runtime/engine.ts';
import { aggregateLogDensity } from './aggregateDensity.ts';
import { conditionOf } from './condition.ts';
import type { Inference } from './inference.ts';
import { samplePosteriors } from './posteriorSamples.ts';

/** Default and maximum number of rows for pairwise comparisons. */
const SUBSET_ROWS = 2048;

/** Options of {@link VAE.diagnose}. */
export interface DiagnosisOptions {
  /**
   * Maximum number of rows for the mutual information, which compares all pairs of rows, and for
   * the explained variance. Rows are taken at even distances. At most 2048; 2048 by default.
   */
  readonly subset?: number;
  /** Seed of the samples of z. 0 by default. */
  readonly seed?: number;
}

const DIAGNOSIS_RANGES: OptionRanges<DiagnosisOptions> = {
  subset: wholeNumber(1, SUBSET_ROWS, 'rows'),
  seed: SEED,
};

/** Usage of a level of a hierarchy. */
export interface LevelDiagnosis {
  /**
   * KL(q || p) of the level in nats, averaged over the rows. Levels that it depends on are at their
   * means, where `evaluate` samples them.
   */
  readonly kl: number;
  /** Number of active dimensions. */
  readonly activeUnits: number;
  /** Dimensions of the level. */
  readonly size: number;
}

/** Usage of the latent dimensions on a data set. */
export interface LatentDiagnosis {
  /** Number of rows for the figures per dimension: all rows. */
  readonly rows: number;
  /**
   * KL(q(z_j | x) || N(0, 1)) in nats, averaged over the rows: `[latent]`. NaN for a posterior without
   * mean and variance.
   */
  readonly klPerDimension: Float64Array;
  /** Variance of each dimension's posterior mean over the rows: `[latent]`. */
  readonly posteriorMeanVariance: Float64Array;
  /** True if that variance is above 0.01: `[latent]`. */
  readonly activeDimensions: readonly boolean[];
  /** Number of active dimensions. */
  readonly activeUnits: number;
  /** The same for each level of a hierarchy, the one next to the data first. */
  readonly levels?: readonly LevelDiagnosis[];
  /** Mutual information on the subset; its `rows` is the size of the subset. */
  readonly mutualInformation: MutualInformation;
  /**
   * Share of the subset's variance that reconstructions from the posterior means explain, at most
   * 1. Of tokens: the share of wrong ones that they avoid, beside the most frequent token of each place.
   */
  readonly explainedVariance: number;
  /** Tells if the posterior collapsed onto the prior, and what to try. */
  readonly collapse: CollapseReport;
}

/** @throws ConfigError for an option out of range */
function resolveDiagnosis(options: DiagnosisOptions): Required<DiagnosisOptions> {
  assertOptions('diagnose', options, DIAGNOSIS_RANGES);
  const { subset = SUBSET_ROWS, seed = 0 } = options;
  return { subset, seed };
}

/**
 * Encodes the rows and analyses their posteriors.
 * @throws ConfigError for an option out of range
 */
export async function diagnoseLatents(
  engine: Engine,
  inference: Inference,
  data: Table,
  options: DiagnosisOptions,
): Promise<LatentDiagnosis> {
  const { subset, seed } = resolveDiagnosis(options);
  const { model } = engine;
  const latent = latentSize(model);
  if (model.programs.density) return diagnoseSamples(engine, inference, data, { subset, seed });
  const posterior = await inference.encode(data);
  const kl = klPerDimension(posterior, latent);
  const units = activeUnits(posterior, latent);
  const chosen = evenlySpaced(data, subset);
  const sampled = await inference.samplePosterior(chosen, seed);
  const logDensity = await aggregateLogDensity(engine, sampled, latent);
  const explained = await explainedBy(sampled.mu, engine, inference, chosen);
  return {
    rows: data.rows,
    klPerDimension: kl,
    activeUnits: units.count,
    activeDimensions: units.active,
    posteriorMeanVariance: units.variance,
    ...(model.latent?.levels && {
      levels: model.latent.levels.map(({ first, size }) => ({
        kl: sumOf(kl.subarray(first, first + size)),
        activeUnits: units.active.slice(first, first + size).filter(Boolean).length,
        size,
      })),
    }),
    mutualInformation: mutualInformation(sampled, latent, { z: sampled.z, logDensity }),
    explainedVariance: explained,
    collapse: collapseReport({
      latent,
      activeUnits: units.count,
      kl: sumOf(kl),
      explainedVariance: explained,
    }),
  };
}

/** The same from samples, for posteriors without mean and variance. */
async function diagnoseSamples(
  engine: Engine,
  inference: Inference,
  data: Table,
  { subset, seed }: Required<DiagnosisOptions>,
): Promise<LatentDiagnosis> {
  const { model } = engine;
  const latent = latentSize(model);
  const samples = await samplePosteriors(engine, data, seed);
  const units = activeUnitsOfSamples(samples, latent);
  const chosen = evenlySpaced(data, subset);
  const few = chosen === data ? samples : await samplePosteriors(engine, chosen, seed);
  const explained = await explainedBy(meanSamples(few), engine, inference, chosen);
  const information = mutualInformationOfSamples(few, latent);
  return {
    rows: data.rows,
    klPerDimension: new Float64Array(latent).fill(Number.NaN),
    activeUnits: units.count,
    activeDimensions: units.active,
    posteriorMeanVariance: units.variance,
    mutualInformation: information,
    explainedVariance: explained,
    collapse: collapseReport({
      latent,
      activeUnits: units.count,
      kl: information.meanKl,
      explainedVariance: explained,
    }),
  };
}

/** The share of the data's variance, or of its tokens, that reconstructions from codes explain. */
async function explainedBy(
  codes: Float32Array,
  { model }: Engine,
  inference: Inference,
  data: Table,
): Promise<number> {
  const reconstruction = await inference.decode(codes, conditionOf(data, model));
  const [{ name, values } = { name: 'data' }] = model.fields;
  const rows = hostRowsOf(data, name);
  // Numbers of tokens have no distances.
  if (values !== undefined) return explainedTokens(rows, reconstruction);
  return explainedShare(rows, reconstruction, reconstruction.length / data.rows);
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** At most `count` rows at even distances, since the first rows may all be of one class. */
function evenlySpaced(data: Table, count: number): Table {
  if (data.rows <= count) return data;
  const rows = Array.from({ length: count }, (_, i) => Math.floor((i * data.rows) / count));
  return takeTableRows(data, rows);
}
