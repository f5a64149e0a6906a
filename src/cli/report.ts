import type { Figures, LevelDiagnosis, PrivacySpent, VAE } from '../index.ts';
import type { Sentences } from './sentences.ts';

/** The figures of one trained epoch: means over a pass through the data. */
export interface EpochReport {
  readonly epoch: number;
  readonly train: Figures;
  readonly test: Figures;
  readonly seconds: number;
  /** The privacy spent, if there is a budget. */
  readonly privacy?: PrivacySpent;
}

/** The content of `report.json`. */
export interface Report {
  readonly adapter: VAE['adapter'];
  readonly config: Readonly<Record<string, unknown>>;
  /** The training options: given, from a checkpoint, or defaults. */
  readonly training: VAE['options'];
  /** The choice of kernels, which affects results. */
  readonly kernels: VAE['tuning'];
  readonly epochs: readonly EpochReport[];
  /** The epoch with the best test figure, which early stopping restored. */
  readonly bestEpoch?: number;
  /** Texts that a model of sequences wrote. */
  readonly texts?: Sentences;
  /** How a hierarchy uses its levels on the test data, that next to the data first. */
  readonly levels?: readonly LevelDiagnosis[];
  /** The share of the labels of the test images that a multimodal model tells from the image alone. */
  readonly labelAccuracy?: number;
  readonly imagesPerSecond: number;
  readonly dispatchesPerStep: number;
  readonly stepsPerSubmit: number;
}

/** Builds the report with exactly its own fields; extra fields of its parts are dropped. */
export function makeReport(
  model: Pick<VAE, 'adapter' | 'options' | 'statistics' | 'tuning'> & Pick<Report, 'config'>,
  asked: Readonly<Record<string, unknown>>,
  epochs: readonly EpochReport[],
  {
    imagesPerSecond,
    bestEpoch,
    texts,
    levels,
    labelAccuracy,
  }: {
    readonly imagesPerSecond: number;
    readonly bestEpoch?: number | undefined;
    readonly texts?: Sentences | undefined;
    readonly levels?: Report['levels'] | undefined;
    readonly labelAccuracy?: number | undefined;
  },
): Report {
  return {
    adapter: { ...model.adapter },
    config: { ...model.config, ...asked },
    training: model.options,
    kernels: model.tuning,
    epochs: epochs.map(({ epoch, train, test, seconds, privacy }) => ({
      epoch,
      train,
      test,
      seconds,
      ...(privacy && { privacy }),
    })),
    ...(bestEpoch !== undefined && { bestEpoch }),
    ...(texts && { texts }),
    ...(levels && { levels }),
    ...(labelAccuracy !== undefined && { labelAccuracy }),
    imagesPerSecond,
    dispatchesPerStep: model.statistics.dispatchesPerStep,
    stepsPerSubmit: model.statistics.stepsPerSubmit,
  };
}
