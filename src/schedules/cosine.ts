import { checkAmount, type ScheduleKind } from './kind.ts';
import { between, checkCount, progress } from './overSteps.ts';

/**
 * Decreases from `from` to `to` along half a cosine within `steps` steps and then stays at `to`.
 * During the first `warmup` steps the value rises linearly: `from / warmup` at step 1, `from` at
 * step `warmup`. Source: Loshchilov & Hutter, "SGDR", 2017, equation 5, without restarts.
 */
export interface CosineSchedule {
  readonly kind: 'cosine';
  /** Value at the end of the warmup. */
  readonly from: number;
  /** 0 by default. */
  readonly to?: number;
  /** Steps until `to`, the warmup included. */
  readonly steps: number;
  /** Fewer than `steps`; 0 by default. */
  readonly warmup?: number;
}

export const cosine: ScheduleKind<CosineSchedule> = {
  fields: ['from', 'to', 'steps', 'warmup'],
  check({ from, to = 0, steps, warmup = 0 }, name) {
    checkAmount(`${name}.from`, from);
    checkAmount(`${name}.to`, to);
    checkCount(`${name}.warmup`, warmup, 0);
    checkCount(`${name}.steps`, steps, warmup + 1);
  },
  value({ from, to = 0, steps, warmup = 0 }, step) {
    if (step <= warmup) return (from * step) / warmup;
    const share = progress(step - warmup, steps - warmup);
    return between(to, from, (1 + Math.cos(Math.PI * share)) / 2);
  },
};
