import type { EpochRows } from '../../data/samplers/kind.ts';
import { meanRows } from '../../data/samplers/sampler.ts';
import type { Table } from '../../data/table.ts';
import { ConfigError, InternalError } from '../../errors.ts';
import { epsilonOf } from '../../privacy/accountant.ts';
import { noiseFor } from '../../privacy/noiseFor.ts';
import { assertHistory, type SampledNoise, withSteps } from '../../privacy/steps.ts';
import type { TrainingState } from '../../runtime/trainingState.ts';
import type { PrivacyOptions, PrivacySpent, PrivateOptions } from '../privacyOptions.ts';

/** One call of `fit` with a budget of privacy. It chooses the noise, and counts the steps. */
export class PrivateRun {
  readonly #step: SampledNoise;
  readonly #privacy: PrivacyOptions;

  /**
   * @param rows of the data
   * @param steps of the whole call
   * @throws ConfigError if the steps would spend more than is left
   */
  constructor(
    { privacy, sampler, batchSize }: PrivateOptions,
    { rows, steps, state }: { rows: number; steps: number; state: TrainingState },
  ) {
    if (!privacy) throw new InternalError('a private run needs the option privacy');
    this.#privacy = privacy;
    state.privacy ??= [];
    assertHistory(state.privacy);
    const sampleRate = Math.min(1, (meanRows(sampler, batchSize) ?? rows) / rows);
    const { epsilon, delta } = privacy;
    // Once chosen the noise stays, so that a run that was interrupted goes on as if it had not been.
    const known = privacy.noise ?? state.privacy.at(-1)?.noise;
    const noise = known ?? noiseFor({ epsilon: epsilon as number, delta, steps, sampleRate });
    this.#step = { noise, sampleRate };
    if (epsilon === undefined) return;
    const spent = epsilonOf(withSteps(state.privacy, { ...this.#step, steps }), delta);
    if (spent <= epsilon) return;
    throw new ConfigError(
      `after ${steps} more steps with noise ${noise.toPrecision(3)} training would have spent an epsilon of ` +
        `${spent.toPrecision(3)}, and privacy.epsilon allows ${epsilon}: take fewer steps, or allow more`,
    );
  }

  /** The scalar of a step record that says how much noise gradients get. */
  get scalars(): { readonly noise_scale: number } {
    return { noise_scale: this.#step.noise * this.#privacy.clip };
  }

  /** Counts a step in the state. */
  spend(state: TrainingState): void {
    state.privacy = withSteps(state.privacy ?? [], { ...this.#step, steps: 1 });
  }

  /** What all steps of a state spent. */
  spent({ privacy = [] }: TrainingState): PrivacySpent {
    const { delta } = this.#privacy;
    return { epsilon: epsilonOf(privacy, delta), delta };
  }
}

/**
 * The private run of a call of `fit`.
 * @param rows of the epoch in which it begins
 */
export function privateRun(
  { options, state }: { readonly options: PrivateOptions; readonly state: TrainingState },
  { rows }: Pick<Table, 'rows'>,
  { batches }: EpochRows,
  { epochs = Infinity, steps = Infinity }: { readonly epochs?: number; readonly steps?: number },
): PrivateRun {
  const whole = batches(state.row).length + (epochs - 1) * batches(0).length;
  return new PrivateRun(options, { rows, steps: Math.min(steps, whole), state });
}
