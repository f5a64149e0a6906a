import { checkAmount, type ScheduleKind } from './kind.ts';
import { between, checkCount, progress } from './overSteps.ts';

/** Changes linearly from `from` at step 1 to `to` within `steps` steps, then stays at `to`. */
export interface LinearSchedule {
  readonly kind: 'linear';
  /** Value at step 1. */
  readonly from: number;
  /** Value after `steps` steps. */
  readonly to: number;
  /** Steps until `to`. */
  readonly steps: number;
}

export const linear: ScheduleKind<LinearSchedule> = {
  fields: ['from', 'to', 'steps'],
  check({ from, to, steps }, name) {
    checkAmount(`${name}.from`, from);
    checkAmount(`${name}.to`, to);
    checkCount(`${name}.steps`, steps);
  },
  value: ({ from, to, steps }, step) => between(from, to, progress(step, steps)),
};
