import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** stats [1, 2 * C] = mean | 1 / √(variance + EPSILON) and variance [C], from moments [PARTS, 2 * C] */
export const batchStatistics: Twin<'batch_statistics'> = (
  { constants: { PARTS, C, PIXELS, SAMPLES, EPSILON }, step },
  moments,
  stats,
  variance,
) => {
  const count = step.row_count * SAMPLES * PIXELS;
  /** The pixels part, part + PARTS, … below count. */
  const countOf = (part: number): number => Math.ceil(Math.max(0, count - part) / PARTS);
  for (let channel = 0; channel < C; channel++) {
    let sum = 0;
    for (let part = 0; part < PARTS; part++)
      sum += countOf(part) * at(moments, part * 2 * C + channel);
    const mean = sum / Math.max(1, count);
    let squares = 0;
    for (let part = 0; part < PARTS; part++) {
      const index = part * 2 * C + channel;
      squares += at(moments, index + C) + countOf(part) * (at(moments, index) - mean) ** 2;
    }
    const biased = squares / Math.max(1, count);
    put(stats, channel, mean);
    put(stats, channel + C, 1 / Math.sqrt(biased + EPSILON));
    put(variance, channel, biased);
  }
};
