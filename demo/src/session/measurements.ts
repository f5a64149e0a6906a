import { type ReadonlySignal, signal } from '@preact/signals';
import type { KeptData, Profile, RemoteVAE, TuneOptions, TuneReport } from 'webgpu-vae/worker';
import { modelWidths } from './modelWidths.ts';
import { until } from './until.ts';

/**
 * The current measurement: peak performance of the adapter, a training step, or kernel variants.
 */
export type Activity = 'peak' | 'profile' | 'tuning';

/** A profile, and the model that was profiled. */
export interface ProfileRecord {
  readonly profile: Profile;
  readonly architecture: RemoteVAE['architecture'];
  /** Widths of the input, the hidden layers and the latent code. */
  readonly widths: readonly number[];
  /** Statistics of the training so far; `stepsPerSubmit` is 0 before the first step. */
  readonly statistics: RemoteVAE['statistics'];
  /** Steps that the model had taken, and finished epochs. */
  readonly step: number;
  readonly epoch: number;
  readonly taken: Date;
}

/** The part of the session that measurements use. */
export interface ModelLender {
  /** `pausing` until training has paused. */
  readonly phase: ReadonlySignal<string>;
  pause(): void;
  /** Lends the model and its training data while training is paused. */
  measure(action: (model: RemoteVAE, train: KeptData) => Promise<void>): Promise<void>;
}

/** Measurements on the adapter. They remain when the model is discarded. */
export class Measurements {
  readonly #session: ModelLender;
  readonly #activity = signal<Activity | undefined>(undefined);
  readonly #profile = signal<ProfileRecord | undefined>(undefined);
  readonly #tuning = signal<TuneReport | undefined>(undefined);

  constructor(session: ModelLender) {
    this.#session = session;
  }

  /** The current measurement; undefined if there is none. */
  get activity(): ReadonlySignal<Activity | undefined> {
    return this.#activity;
  }

  /** The last profile. */
  get profile(): ReadonlySignal<ProfileRecord | undefined> {
    return this.#profile;
  }

  /** The report of the last tuning. */
  get tuning(): ReadonlySignal<TuneReport | undefined> {
    return this.#tuning;
  }

  /**
   * Pauses training if necessary, measures the adapter's peak performance, then profiles a training
   * step.
   * @param steps number of measurements per figure
   */
  async takeProfile(steps: number): Promise<void> {
    await this.#measure('peak', async (model, train) => {
      const peak = await model.measurePeak();
      this.#activity.value = 'profile';
      const profile = await model.profile(train, { peak, steps });
      const { architecture, statistics, stepCount: step, epoch } = model;
      const about = { architecture, widths: modelWidths(model), statistics, step, epoch };
      this.#profile.value = { profile, ...about, taken: new Date() };
    });
  }

  /** Pauses training if necessary, and selects the fastest kernels for the current model. */
  async tune(options: Pick<TuneOptions, 'budgetMs' | 'again'>): Promise<void> {
    await this.#measure('tuning', async (model, { dtype }) => {
      this.#tuning.value = await model.tune({ ...options, dtype });
    });
  }

  async #measure(first: Activity, action: Parameters<ModelLender['measure']>[0]): Promise<void> {
    if (this.#activity.value) return;
    this.#activity.value = first;
    this.#session.pause();
    await until(this.#session.phase, (phase) => phase !== 'pausing');
    await this.#session.measure(action);
    this.#activity.value = undefined;
  }
}
