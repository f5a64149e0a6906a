import { checkAmount, type ScheduleKind } from './kind.ts';
import { between, checkCount, checkPositive, progress } from './overSteps.ts';

/**
 * Changes along a logistic curve from `from` at step 1 to `to` within `steps` steps, then stays at
 * `to`. The curve is stretched so that both ends are exact. Source: Bowman et al., "Generating
 * sentences from a continuous space", 2016, section 3.1.
 */
export interface SigmoidSchedule {
  readonly kind: 'sigmoid';
  /** Value at the start. */
  readonly from: number;
  /** Value after `steps` steps. */
  readonly to: number;
  /** Steps until `to`. */
  readonly steps: number;
  /**
   * Width of the used part of the logistic function, ±steepness / 2 around its centre; 10 by
   * default.
   */
  readonly steepness?: number;
}

const STEEPNESS = 10;
/**
 * Maximum steepness. Beyond it the curve is a step, and the ends of the logistic function are
 * numerically 0 and 1.
 */
const STEEPEST = 100;

export const sigmoid: ScheduleKind<SigmoidSchedule> = {
  fields: ['from', 'to', 'steps', 'steepness'],
  check({ from, to, steps, steepness = STEEPNESS }, name) {
    checkAmount(`${name}.from`, from);
    checkAmount(`${name}.to`, to);
    checkCount(`${name}.steps`, steps);
    checkPositive(`${name}.steepness`, steepness, STEEPEST);
  },
  value({ from, to, steps, steepness = STEEPNESS }, step) {
    // The centred logistic function is tanh, which is odd, so both ends have the same magnitude.
    const height = (x: number): number => Math.tanh((steepness * x) / 4);
    const share = (1 + height(2 * progress(step, steps) - 1) / height(1)) / 2;
    return between(from, to, share);
  },
};
