import { FRACTION, POSITIVE, type Range } from '../checks.ts';

/**
 * The hyperparameters of optimizers besides the learning rate. Names follow torch.optim where they
 * are readable (`betas` and `eps` are beta1, beta2 and epsilon). No optimizer has all of them.
 */
export interface Hyperparameters {
  /** Adam, AdamW: decay of the first moment, in [0, 1). 0.9 by default. */
  readonly beta1: number;
  /** Adam, AdamW: decay of the second moment, in [0, 1). 0.999 by default. */
  readonly beta2: number;
  /** Adam, AdamW, RMSprop: added to the square root in the denominator. 1e-8 by default. */
  readonly epsilon: number;
  /** RMSprop: decay of the square average, in [0, 1). 0.99 by default. */
  readonly alpha: number;
  /** SGD, RMSprop: weight of the previous step in the next one, in [0, 1). 0 by default. */
  readonly momentum: number;
  /** SGD: true for Nesterov momentum. False by default. */
  readonly nesterov: boolean;
  /**
   * Weight decay. AdamW subtracts learning rate · weight decay · weight from each weight; the
   * others add weight decay · weight to the gradient. 0.01 by default for AdamW, else 0.
   */
  readonly weightDecay: number;
}

export type HyperparameterName = keyof Hyperparameters;

const NOT_NEGATIVE: Range = {
  holds: (value) => typeof value === 'number' && value >= 0 && Math.fround(value) < Infinity,
  wanted: '0 or more, within what float32 can hold',
};

const FLAG: Range = { holds: (value) => typeof value === 'boolean', wanted: 'true or false' };

/** Valid values of each hyperparameter, for every optimizer. */
export const RANGES: Readonly<Record<HyperparameterName, Range>> = {
  beta1: FRACTION,
  beta2: FRACTION,
  epsilon: POSITIVE,
  alpha: FRACTION,
  momentum: FRACTION,
  nesterov: FLAG,
  weightDecay: NOT_NEGATIVE,
};
