import { FRACTION, POSITIVE, type Range } from '../checks.ts';

/**
 * The hyperparameters that optimizers have beside the learning rate, by their names in
 * torch.optim as far as those can be read (`betas` and `eps` are beta1, beta2 and epsilon). No
 * optimizer has all of them.
 */
export interface Hyperparameters {
  /** Adam, AdamW: decay of the first moment, in [0, 1). */
  readonly beta1: number;
  /** Adam, AdamW: decay of the second moment, in [0, 1). */
  readonly beta2: number;
  /** Adam, AdamW, RMSprop: added to the root that the step is divided by. */
  readonly epsilon: number;
  /** RMSprop: decay of the square average, in [0, 1). */
  readonly alpha: number;
  /** SGD, RMSprop: share of the last step that the next one keeps, in [0, 1). */
  readonly momentum: number;
  /** SGD: whether to look ahead along the momentum. */
  readonly nesterov: boolean;
  /**
   * How strongly weights are drawn to zero. AdamW takes learning rate · weight decay off each
   * weight; the others add weight decay · weight to its gradient.
   */
  readonly weightDecay: number;
}

export type HyperparameterName = keyof Hyperparameters;

const NOT_NEGATIVE: Range = {
  holds: (value) => typeof value === 'number' && value >= 0 && Math.fround(value) < Infinity,
  wanted: '0 or more, within what float32 can hold',
};

const FLAG: Range = { holds: (value) => typeof value === 'boolean', wanted: 'true or false' };

/** What each hyperparameter may be, whichever optimizer has it. */
export const RANGES: Readonly<Record<HyperparameterName, Range>> = {
  beta1: FRACTION,
  beta2: FRACTION,
  epsilon: POSITIVE,
  alpha: FRACTION,
  momentum: FRACTION,
  nesterov: FLAG,
  weightDecay: NOT_NEGATIVE,
};
