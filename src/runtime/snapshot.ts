import type { StateImage } from '../graph/stateLayout.ts';
import type { TrainingState } from './trainingState.ts';

/** A whole state on the host, and how far it had been trained. */
export interface Snapshot {
  readonly state: TrainingState;
  readonly image: StateImage;
}
