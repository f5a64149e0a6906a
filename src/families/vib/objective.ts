import { assertInRange, wholeNumber } from '../../checks.ts';
import { checkSchedule, type Schedule } from '../../schedules/schedule.ts';

/** Options of the VIB objective, cross-entropy + beta · KL. */
export interface VibObjectiveOptions {
  /** Weight of the KL. 1e-3 by default. */
  readonly beta: Schedule;
  /**
   * Samples of the code per example in training; the cross-entropy is averaged over them. 1 by
   * default.
   */
  readonly samples: number;
  /**
   * Samples of the code in evaluation and prediction; the probabilities are averaged over them. 12
   * by default.
   */
  readonly testSamples: number;
}

/** The published values for MNIST. */
export const VIB_OBJECTIVE: VibObjectiveOptions = { beta: 1e-3, samples: 1, testSamples: 12 };

const SAMPLES = wholeNumber(1, 1024);

/** @throws ConfigError naming the option, the accepted values and the given value. */
export function checkVibObjective({ beta, samples, testSamples }: VibObjectiveOptions): void {
  checkSchedule('beta', beta);
  assertInRange('samples', SAMPLES, samples);
  assertInRange('testSamples', SAMPLES, testSamples);
}
