import type { Amount } from '../families/model.ts';
import { MAX_GROUPS } from '../graph/store.ts';
import type { StepScalars } from '../kernels/step.ts';
import { NO_STEP, packOptimizerScalars } from '../optimizers/optimizer.ts';
import { optimizerScalars } from '../optimizers/registry.ts';
import { IDLE_SCALARS } from '../runtime/idleScalars.ts';
import { scheduledValue } from '../schedules/schedule.ts';
import { groupOptimizer, type TrainingOptions } from './options.ts';
import type { TrainingProgram } from './recordTraining.ts';

/**
 * Scalars of a training step. They are a pure function of the step, so a resumed run gets the same
 * scalars as an uninterrupted one.
 *
 * @param step from 1
 * @param rows rows of the batch
 * @throws ConfigError naming the step at which a schedule function returned an invalid value
 */
export function trainingScalars(
  step: number,
  rows: number,
  { weights, targets, updates }: Pick<TrainingProgram, 'weights' | 'targets' | 'updates'>,
  options: TrainingOptions,
): StepScalars {
  const { reduction, privacy } = options;
  // Private gradients are divided after they were clipped, by what does not tell the number of rows.
  const scale = reduction === 'mean' && !privacy ? 1 / Math.max(1, rows) : 1;
  const optimizers = Array.from({ length: MAX_GROUPS }, () => NO_STEP);
  for (const { group, number, every, gated } of updates) {
    const own = groupOptimizer(options, group);
    const learningRate = scheduledValue('learningRate', own.learningRate, step);
    // Each group counts only the steps in which it is updated. After endless ones nothing is corrected.
    const count = gated ? Infinity : Math.floor((step - 1) / every) + 1;
    optimizers[number] = optimizerScalars(count, learningRate, own);
  }
  return {
    ...IDLE_SCALARS,
    row_count: rows,
    counter: step,
    data_counter: step,
    seed: options.seed,
    optimizers: packOptimizerScalars(optimizers),
    targets: IDLE_SCALARS.targets.map((_, place) => amountAt(targets[place] ?? 0, step)),
    loss_weights: IDLE_SCALARS.loss_weights.map(
      (_, place) => amountAt(weights[place] ?? 0, step) * scale,
    ),
  };
}

function amountAt(amount: Amount, step: number): number {
  if (typeof amount === 'number') return amount;
  return scheduledValue(amount.option, amount.schedule, step);
}
