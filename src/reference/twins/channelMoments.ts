import { at, put } from '../shared/access.ts';
import { rowCounts } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/** moments [PARTS, 2 * C] = mean | Σ (x - mean)² over every PARTS-th pixel of the rows that count */
export const channelMoments: Twin<'channel_moments'> = (
  { constants: { M, PIXELS, C, PARTS, SAMPLES }, step },
  x,
  moments,
) => {
  const rows = Array.from({ length: M }, (_, row) => row).filter((row) => {
    return rowCounts(step, row, SAMPLES);
  });
  for (let part = 0; part < PARTS; part++) {
    for (let channel = 0; channel < C; channel++) {
      const values: number[] = [];
      for (let pixel = part; pixel < rows.length * PIXELS; pixel += PARTS) {
        values.push(at(x, pixel * C + channel));
      }
      const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
      const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      put(moments, part * 2 * C + channel, mean);
      put(moments, part * 2 * C + C + channel, squares);
    }
  }
};
