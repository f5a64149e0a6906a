import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/**
 * Moves running_mean [C] and running_var [C] by RATE towards the mean in stats [1, 2 * C] and the
 * unbiased variance, unless health [1] says that an earlier step was bad
 */
export const runningStatistics: Twin<'running_statistics'> = (
  { constants: { C, PIXELS, SAMPLES, RATE }, step },
  stats,
  variance,
  runningMean,
  runningVar,
  health,
) => {
  const count = step.row_count * SAMPLES * PIXELS;
  if (count < 2 || at(health, 0) < step.counter) return;
  for (let channel = 0; channel < C; channel++) {
    const unbiased = (at(variance, channel) * count) / (count - 1);
    put(runningMean, channel, RATE * (at(stats, channel) - at(runningMean, channel)), true);
    put(runningVar, channel, RATE * (unbiased - at(runningVar, channel)), true);
  }
};
