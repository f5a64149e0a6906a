import { streams } from '../../random/streams.ts';
import { normalPair, threefry2x32 } from '../../random/threefry.ts';
import type { Points } from '../points/points.ts';

/** Draws from a standard normal distribution: `[rows, columns]`. */
export function standardNormalPoints(rows: number, columns: number, seed: number): Points {
  const data = new Float32Array(rows * columns);
  for (let i = 0; i < data.length; i += 2) {
    const [a, b] = normalPair(...threefry2x32(seed, streams.reference, 0, i / 2));
    data[i] = a;
    if (i + 1 < data.length) data[i + 1] = b;
  }
  return { data, columns };
}
