import { type ReadonlySignal, signal } from '@preact/signals';
import type { Progress, RemoteFitOptions, RemoteRows, RemoteVAE } from 'webgpu-vae/worker';
import { Monitor } from '../monitor.ts';
import type { TrainedModel } from '../run.ts';

/** The losses of one model of a pair, as charts take them. */
export interface SideCurves {
  /** Undefined before there is a model. */
  readonly model: ReadonlySignal<{ readonly watched: RemoteVAE['watched'] } | undefined>;
  readonly monitor: Monitor<never>;
  /** Those that are shown, the watched one first. */
  readonly figures: readonly string[];
}

/** One model of a pair. */
interface Side {
  readonly model: RemoteVAE;
  readonly curves: SideCurves;
  /** Seconds of its last epoch. */
  seconds: number;
}

const VAE_FIGURES = ['elbo', 'reconstruction', 'kl'] as const;
/** Losses of the discriminator, and that of the decoder whose samples it judges. */
const GAME_FIGURES = ['real', 'fakeSample', 'foolSample'] as const;

/** Curves without a model. */
export const NO_CURVES: SideCurves = {
  model: signal(undefined),
  monitor: new Monitor(),
  figures: [],
};

/** A VAE and a VAE-GAN that train in turn, an epoch each, so that both can be watched as they learn. */
export class Pair implements TrainedModel {
  readonly vae: RemoteVAE;
  readonly gan: RemoteVAE;
  readonly #sides: readonly [Side, Side];

  constructor(vae: RemoteVAE, gan: RemoteVAE) {
    this.vae = vae;
    this.gan = gan;
    this.#sides = [side(vae, VAE_FIGURES), side(gan, GAME_FIGURES)];
  }

  /** The curves of the VAE, then those of the game that the VAE-GAN plays. */
  get curves(): readonly [SideCurves, SideCurves] {
    const [vae, gan] = this.#sides;
    return [vae.curves, gan.curves];
  }

  /** Number of epochs that both have finished. */
  get epoch(): number {
    return Math.min(this.vae.epoch, this.gan.epoch);
  }

  async prepare(): Promise<void> {
    await this.vae.prepare();
    await this.gan.prepare();
  }

  dispose(): void {
    this.vae.dispose();
    this.gan.dispose();
  }

  /** Trains that of both which has fewer epochs, the VAE first, until both have them all. */
  async fit(data: RemoteRows, options: RemoteFitOptions): Promise<void> {
    const { epochs = 0, validation, signal: ended, onProgress } = options;
    const last = this.epoch + epochs;
    while (this.epoch < last && !ended?.aborted) {
      const [vae, gan] = this.#sides;
      const next = gan.model.epoch < vae.model.epoch ? gan : vae;
      const { monitor } = next.curves;
      await next.model.fit(data, {
        epochs: 1,
        ...(validation !== undefined && { validation }),
        ...(ended && { signal: ended }),
        onProgress: (progress) => {
          monitor.onProgress(progress);
          onProgress?.(this.#together(progress, next, last));
        },
        onEpoch: (report) => {
          next.seconds = report.seconds;
          monitor.onEpoch(report);
        },
      });
      monitor.show();
    }
  }

  /** The progress of both: an epoch is one of each. */
  #together(progress: Progress, of: Side, last: number): Progress {
    const [vae, gan] = this.#sides;
    const { epoch, step, stepsInEpoch, secondsLeft } = progress;
    const left = (last - epoch) * (vae.seconds + gan.seconds) + (of === vae ? gan.seconds : 0);
    return {
      ...progress,
      step: of === vae ? step : stepsInEpoch + step,
      stepsInEpoch: 2 * stepsInEpoch,
      secondsLeft: secondsLeft + left,
    };
  }
}

function side(model: RemoteVAE, figures: readonly [string, ...string[]]): Side {
  const watched = { figure: figures[0], better: 'lower' } as const;
  const curves = { model: signal({ watched }), monitor: new Monitor<never>(), figures };
  return { model, curves, seconds: Number.NaN };
}
