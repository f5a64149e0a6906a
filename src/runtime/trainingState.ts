/** How far training has come; with the store's values, all that a run is made of. */
export interface TrainingState {
  /** Optimizer steps taken; also the random counter. */
  step: number;
  /** Epochs finished. */
  epoch: number;
  /** Places of the current epoch's order already trained on. */
  row: number;
}
