import type { RemoteFitOptions, RemoteRows, RemoteVAE } from 'webgpu-vae/worker';
import type { Monitor } from './monitor.ts';

/** The rows that a model trains on and is validated with. */
export interface RunRows {
  readonly train: RemoteRows;
  readonly validation: RemoteRows;
}

/** The model of a session: a `RemoteVAE`, or several that train together. */
export interface TrainedModel extends Pick<RemoteVAE, 'epoch' | 'prepare' | 'dispose'> {
  /** Missing if there is no one figure to watch. */
  readonly watched?: RemoteVAE['watched'];
  fit(data: RemoteRows, options: RemoteFitOptions): Promise<unknown>;
}

/** Training up to an epoch; it may be paused and resumed, as another run to the same epoch. */
export class Run {
  readonly lastEpoch: number;
  readonly #abort = new AbortController();

  constructor(lastEpoch: number) {
    this.lastEpoch = lastEpoch;
  }

  /** Ends training after the bursts in flight. */
  end(): void {
    this.#abort.abort();
  }

  /** @param life reports that arrive after its end are dropped */
  async fit(
    model: Pick<TrainedModel, 'epoch' | 'fit'>,
    { train, validation }: RunRows,
    monitor: Pick<Monitor<unknown>, 'onProgress' | 'onEpoch'>,
    life: AbortSignal,
  ): Promise<void> {
    await model.fit(train, {
      epochs: this.lastEpoch - model.epoch,
      validation,
      signal: this.#abort.signal,
      onProgress: (progress) => life.aborted || monitor.onProgress(progress),
      onEpoch: (epoch) => void (life.aborted || monitor.onEpoch(epoch)),
    });
    life.throwIfAborted();
  }
}
