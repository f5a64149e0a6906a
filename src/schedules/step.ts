import { checkAmount, type ScheduleKind } from './kind.ts';
import { checkCount, checkPositive } from './overSteps.ts';

/** `from`, multiplied by `factor` after every `every` steps. */
export interface StepSchedule {
  readonly kind: 'step';
  /** Value at step 1. */
  readonly from: number;
  /** In (0, 1]. */
  readonly factor: number;
  /** Steps between two changes. */
  readonly every: number;
}

export const step: ScheduleKind<StepSchedule> = {
  fields: ['from', 'factor', 'every'],
  check({ from, factor, every }, name) {
    checkAmount(`${name}.from`, from);
    checkPositive(`${name}.factor`, factor, 1);
    checkCount(`${name}.every`, every);
  },
  value: ({ from, factor, every }, at) => from * factor ** Math.floor((at - 1) / every),
};
