import {
  between,
  checkAmount,
  checkCount,
  checkPositive,
  progress,
  type ScheduleKind,
} from './kind.ts';

/**
 * From `from` at step 1 along a logistic curve to `to`, reached after `steps` steps and kept.
 * The curve is stretched so that both ends are exact.
 * Source: Bowman et al., "Generating sentences from a continuous space", 2016, section 3.1.
 */
export interface SigmoidSchedule {
  readonly kind: 'sigmoid';
  readonly from: number;
  readonly to: number;
  readonly steps: number;
  /** How much of the logistic function is seen, ±steepness / 2 around its middle; 10 if left out. */
  readonly steepness?: number;
}

const STEEPNESS = 10;
/** Beyond it the curve is a step, and the logistic function's ends cannot be told from 0 and 1. */
const STEEPEST = 100;

export const sigmoid: ScheduleKind<SigmoidSchedule> = {
  check({ from, to, steps, steepness = STEEPNESS }, name) {
    checkAmount(`${name}.from`, from);
    checkAmount(`${name}.to`, to);
    checkCount(`${name}.steps`, steps);
    checkPositive(`${name}.steepness`, steepness, STEEPEST);
  },
  value({ from, to, steps, steepness = STEEPNESS }, step) {
    // The logistic function about its middle is tanh, which is odd: the ends are ±the same.
    const height = (x: number): number => Math.tanh((steepness * x) / 4);
    const share = (1 + height(2 * progress(step, steps) - 1) / height(1)) / 2;
    return between(from, to, share);
  },
};
