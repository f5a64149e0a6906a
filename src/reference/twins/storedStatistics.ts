import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** stats [1, 2 * C] = running_mean [C] | 1 / √(running_var [C] + EPSILON) */
export const storedStatistics: Twin<'stored_statistics'> = (
  { constants: { C, EPSILON } },
  runningMean,
  runningVar,
  stats,
) => {
  for (let channel = 0; channel < C; channel++) {
    put(stats, channel, at(runningMean, channel));
    put(stats, channel + C, 1 / Math.sqrt(at(runningVar, channel) + EPSILON));
  }
};
