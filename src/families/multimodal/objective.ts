import { assertInRange, oneOf, wholeNumber } from '../../checks.ts';
import { checkSchedule, type Schedule } from '../../schedules/schedule.ts';

/** The options of the objective of a multimodal VAE, the bounds of all subsets of modalities that have a code. */
export interface MultimodalObjectiveOptions {
  /** Weight of the KL; 1 gives the evidence lower bound. 1 by default. */
  readonly beta: Schedule;
  /** Samples of the code of each subset. 1 by default. */
  readonly samples: number;
  /** The trained bound of each subset: `elbo`, or `iwae` over its samples. `elbo` by default. */
  readonly bound: 'elbo' | 'iwae';
}

export const MULTIMODAL_OBJECTIVE: MultimodalObjectiveOptions = {
  beta: 1,
  samples: 1,
  bound: 'elbo',
};

/** @throws ConfigError naming the option, the accepted values and the given value */
export function checkMultimodalObjective(options: MultimodalObjectiveOptions): void {
  assertInRange('samples', wholeNumber(1, 1024), options.samples);
  assertInRange('bound', oneOf(['elbo', 'iwae']), options.bound);
  checkSchedule('beta', options.beta);
}
