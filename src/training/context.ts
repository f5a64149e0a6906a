import type { FigureNames } from '../inference/losses.ts';
import type { StepScalars } from '../kernels/step.ts';
import type { Engine } from '../runtime/engine.ts';
import type { RunOptions, TrainingOptions } from './options.ts';

/** A model with its training options: everything needed to compile and run a training step. */
export interface TrainingContext {
  readonly engine: Engine;
  readonly options: TrainingOptions;
  readonly run: RunOptions;
  /** Names of the figures that are computed from the sums of a training step. */
  readonly names: FigureNames;
  /**
   * The step scalars of a training step.
   * @param step from 1
   * @param rows rows of the batch
   */
  scalars(step: number, rows: number): StepScalars;
}
