import type { VAE } from '../index.ts';

/** Means over a pass through data, in nats an image; `elbo` is the negative ELBO, `reconstruction + kl`. */
export interface Figures {
  readonly elbo: number;
  readonly reconstruction: number;
  readonly kl: number;
}

/** One trained epoch. */
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
  /** Which kernels ran: part of what makes the numbers. */
  readonly kernels: VAE['tuning'];
  readonly epochs: readonly EpochReport[];
  readonly imagesPerSecond: number;
  readonly dispatchesPerStep: number;
  readonly stepsPerSubmit: number;
}

/** Builds the report with exactly its own fields, whatever else the parts carry. */
export function makeReport(
  model: Pick<VAE, 'adapter' | 'config' | 'statistics' | 'tuning'>,
  training: Readonly<Record<string, unknown>>,
  epochs: readonly EpochReport[],
  imagesPerSecond: number,
): Report {
  return {
    adapter: { ...model.adapter },
    config: { ...model.config, ...training },
    kernels: model.tuning,
    epochs: epochs.map(({ epoch, train, test, seconds }) => ({
      epoch,
      train: figures(train),
      test: figures(test),
      seconds,
    })),
    imagesPerSecond,
    dispatchesPerStep: model.statistics.dispatchesPerStep,
    stepsPerSubmit: model.statistics.stepsPerSubmit,
  };
}

function figures({ elbo, reconstruction, kl }: Figures): Figures {
  return { elbo, reconstruction, kl };
}
