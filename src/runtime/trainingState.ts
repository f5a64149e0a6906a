import type { PrivacyHistory } from '../privacy/steps.ts';

/** The position of training. Together with the store's values it is the state of a run. */
export interface TrainingState {
  /** Number of optimizer steps taken; also the random counter. */
  step: number;
  /** Number of finished epochs. */
  epoch: number;
  /** Number of places of the current epoch's order that were trained on. */
  row: number;
  /** The private steps taken, if there were any: what they spent of the privacy of the data. */
  privacy?: PrivacyHistory;
}

/**
 * Private steps that early stopping dropped. They stay in the history, so that neither their noise nor their
 * rows are drawn again. Negative if the history lacks steps, which were not private.
 */
export function droppedSteps({ step, privacy = [] }: TrainingState): number {
  return privacy.reduce((left, { steps }) => left + steps, -step);
}
