import type { EpochRows } from '../../data/samplers/kind.ts';
import type { Table } from '../../data/table.ts';
import { ConfigError, InternalError } from '../../errors.ts';
import type { StepScalars } from '../../kernels/step.ts';
import { epsilonOf } from '../../privacy/accountant.ts';
import { noiseFor } from '../../privacy/noiseFor.ts';
import { type SampledNoise, withSteps } from '../../privacy/steps.ts';
import { droppedSteps, type TrainingState } from '../../runtime/trainingState.ts';
import type { PrivacyOptions, PrivacySpent, PrivateOptions } from '../privacyOptions.ts';
import { expectedRows } from './expectedRows.ts';

/** The work of one call of `fit`. */
interface Call {
  /** Rows of the data. */
  readonly rows: number;
  /** Steps of the whole call. */
  readonly steps: number;
  readonly state: TrainingState;
}

/** One call of `fit` with a budget of privacy. It chooses the noise, and counts the steps. */
export class PrivateRun {
  readonly #step: SampledNoise;
  readonly #privacy: PrivacyOptions;
  /** Steps that early stopping dropped before the call. */
  readonly #dropped: number;

  /** @throws ConfigError if the steps would spend more than is left, or earlier ones were not private */
  constructor(options: PrivateOptions, { rows, steps, state }: Call) {
    const { privacy } = options;
    if (!privacy) throw new InternalError('a private run needs the option privacy');
    this.#privacy = privacy;
    this.#dropped = droppedSteps(state);
    if (this.#dropped < 0) {
      throw new ConfigError(
        `${-this.#dropped} of the ${state.step} steps so far were not private, and no budget covers what they tell: ` +
          'start with a new model, or load with `weightsOnly: true` if their data need no protection',
      );
    }
    state.privacy ??= [];
    const sampleRate = Math.min(1, expectedRows(options) / rows);
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

  /** The scalars of a step record that say how much noise gradients get, and which. */
  scalars(step: number): Pick<StepScalars, 'noise_scale' | 'data_counter'> {
    return {
      noise_scale: this.#step.noise * this.#privacy.clip,
      data_counter: this.#dropped + step,
    };
  }

  /** Counts a step in the state. */
  spend(state: TrainingState): void {
    state.privacy = withSteps(state.privacy ?? [], { ...this.#step, steps: 1 });
  }

  /** The privacy that all steps of a state spent. */
  spent({ privacy = [] }: TrainingState): PrivacySpent {
    const { delta } = this.#privacy;
    return { epsilon: epsilonOf(privacy, delta), delta };
  }
}

/** The private run of a call of `fit`, which begins in the epoch that has the given batches. */
export function privateRun(
  { options, state }: { readonly options: PrivateOptions; readonly state: TrainingState },
  { rows }: Pick<Table, 'rows'>,
  { batches }: EpochRows,
  { epochs = Infinity, steps = Infinity }: { readonly epochs?: number; readonly steps?: number },
): PrivateRun {
  const whole = batches(state.row).length + (epochs - 1) * batches(0).length;
  return new PrivateRun(options, { rows, steps: Math.min(steps, whole), state });
}
