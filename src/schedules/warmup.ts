import { checkAmount, type ScheduleKind } from './kind.ts';
import { checkCount } from './overSteps.ts';

/** Rises linearly to `to`: `to / steps` at step 1, `to` from step `steps` on. */
export interface WarmupSchedule {
  readonly kind: 'warmup';
  /** Value from step `steps` on. */
  readonly to: number;
  /** Steps until `to`. */
  readonly steps: number;
}

export const warmup: ScheduleKind<WarmupSchedule> = {
  fields: ['to', 'steps'],
  check({ to, steps }, name) {
    checkAmount(`${name}.to`, to);
    checkCount(`${name}.steps`, steps);
  },
  value: ({ to, steps }, step) => to * Math.min(1, step / steps),
};
