import { assertInRange, wholeNumber } from '../../checks.ts';
import { checkSchedule, type Schedule } from '../../schedules/schedule.ts';

/** The sum of cross-entropy + beta · KL that a VIB minimises. */
export interface VibObjectiveOptions {
  /** Price of a nat of the code, in nats of the label. */
  readonly beta: Schedule;
  /** Samples of the code for each example while training; the cross-entropy is their mean. */
  readonly samples: number;
  /** Samples of the code in evaluation and prediction; the probabilities are their mean. */
  readonly testSamples: number;
}

/** As published for MNIST. */
export const VIB_OBJECTIVE: VibObjectiveOptions = { beta: 1e-3, samples: 1, testSamples: 12 };

const SAMPLES = wholeNumber(1, 1024);

/** @throws ConfigError naming the option, what it takes and what came. */
export function checkVibObjective({ beta, samples, testSamples }: VibObjectiveOptions): void {
  checkSchedule('beta', beta);
  assertInRange('samples', SAMPLES, samples);
  assertInRange('testSamples', SAMPLES, testSamples);
}
