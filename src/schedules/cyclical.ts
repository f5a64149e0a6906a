import { ConfigError } from '../errors.ts';
import { checkAmount, type ScheduleKind } from './kind.ts';
import { between, checkCount, checkPositive } from './overSteps.ts';

/**
 * Runs `cycles` cycles within `steps` steps. In each cycle the value changes linearly from `from`
 * to `to` during the first `ratio` of the cycle, then stays at `to`. After `steps` steps it stays
 * at `to`. Source: Fu et al., "Cyclical annealing schedule", 2019; its T is `steps`, M is `cycles`,
 * R is `ratio`, and a cycle takes ⌈T / M⌉ steps.
 */
export interface CyclicalSchedule {
  readonly kind: 'cyclical';
  /** Steps of all cycles. */
  readonly steps: number;
  /** 4 by default. */
  readonly cycles?: number;
  /** In (0, 1]; 0.5 by default. */
  readonly ratio?: number;
  /** 0 by default. */
  readonly from?: number;
  /** 1 by default. */
  readonly to?: number;
}

const DEFAULTS = { cycles: 4, ratio: 0.5, from: 0, to: 1 } as const;

export const cyclical: ScheduleKind<CyclicalSchedule> = {
  fields: ['steps', 'cycles', 'ratio', 'from', 'to'],
  check(schedule, name) {
    const { steps, cycles, ratio, from, to } = { ...DEFAULTS, ...schedule };
    checkAmount(`${name}.from`, from);
    checkAmount(`${name}.to`, to);
    checkCount(`${name}.steps`, steps);
    checkCount(`${name}.cycles`, cycles);
    checkPositive(`${name}.ratio`, ratio, 1);
    if (cycles <= steps / 2) return;
    throw new ConfigError(
      `${name}.cycles must leave two steps a cycle, got ${cycles} in ${steps} steps`,
    );
  },
  value(schedule, step) {
    const { steps, cycles, ratio, from, to } = { ...DEFAULTS, ...schedule };
    if (step > steps) return to;
    const phase = ((step - 1) % Math.ceil(steps / cycles)) / (steps / cycles);
    return between(from, to, Math.min(1, phase / ratio));
  },
};
