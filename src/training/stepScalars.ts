import type { StepScalars } from '../kernels/step.ts';
import { packOptimizerScalars } from '../optimizers/optimizer.ts';
import { optimizerScalars } from '../optimizers/registry.ts';
import { IDLE_SCALARS } from '../runtime/idleScalars.ts';
import { scheduledValue } from '../schedules/schedule.ts';
import { klTarget } from './objective.ts';
import type { TrainingOptions } from './options.ts';

/**
 * Scalars of a training step; a pure function of the step, so that a resumed run and an
 * undisturbed one are the same.
 *
 * @param step from 1
 * @param rows rows of the batch
 * @throws ConfigError naming the step at which a schedule's function gave no sound value
 */
export function trainingScalars(step: number, rows: number, options: TrainingOptions): StepScalars {
  const scale = options.reduction === 'mean' ? 1 / rows : 1;
  const learningRate = scheduledValue('learningRate', options.learningRate, step);
  // In the order of the plan's loss terms: reconstruction, kl.
  const weights = [1, scheduledValue('beta', options.beta, step)];
  return {
    ...IDLE_SCALARS,
    row_count: rows,
    counter: step,
    data_counter: step,
    seed: options.seed,
    optimizers: packOptimizerScalars([optimizerScalars(step, learningRate, options)]),
    targets: IDLE_SCALARS.targets.with(0, klTarget(options, step)),
    loss_weights: IDLE_SCALARS.loss_weights.map((_, i) => (weights[i] ?? 0) * scale),
  };
}
