import type { StateImage } from '../graph/stateLayout.ts';
import type { TrainingState } from './trainingState.ts';

/** A complete state on the host, with the position of training. */
export interface Snapshot {
  readonly state: TrainingState;
  readonly image: StateImage;
}
