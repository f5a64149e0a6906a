import type { Figures, VAE } from '../index.ts';

/** One trained epoch: the figures that the model reports, means over a pass through data. */
export interface EpochReport {
  readonly epoch: number;
  readonly train: Figures;
  readonly test: Figures;
  readonly seconds: number;
}

/** The content of `report.json`. */
export interface Report {
  readonly adapter: VAE['adapter'];
  readonly config: Readonly<Record<string, unknown>>;
  /** What the run trained with: what was given, what a checkpoint said, and defaults. */
  readonly training: VAE['options'];
  /** Which kernels ran: part of what makes the numbers. */
  readonly kernels: VAE['tuning'];
  readonly epochs: readonly EpochReport[];
  /** The epoch of the best test figure, to which early stopping took the model back. */
  readonly bestEpoch?: number;
  readonly imagesPerSecond: number;
  readonly dispatchesPerStep: number;
  readonly stepsPerSubmit: number;
}

/** Builds the report with exactly its own fields, whatever else the parts carry. */
export function makeReport(
  model: Pick<VAE, 'adapter' | 'options' | 'statistics' | 'tuning'> & Pick<Report, 'config'>,
  asked: Readonly<Record<string, unknown>>,
  epochs: readonly EpochReport[],
  {
    imagesPerSecond,
    bestEpoch,
  }: { readonly imagesPerSecond: number; readonly bestEpoch?: number | undefined },
): Report {
  return {
    adapter: { ...model.adapter },
    config: { ...model.config, ...asked },
    training: model.options,
    kernels: model.tuning,
    epochs: epochs.map(({ epoch, train, test, seconds }) => ({
      epoch,
      train,
      test,
      seconds,
    })),
    ...(bestEpoch !== undefined && { bestEpoch }),
    imagesPerSecond,
    dispatchesPerStep: model.statistics.dispatchesPerStep,
    stepsPerSubmit: model.statistics.stepsPerSubmit,
  };
}
