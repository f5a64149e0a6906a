import type { HostRows } from '../data/table.ts';
import type { Notice } from '../runtime/notice.ts';

/** Mean or standard deviation from which real values are far from unit scale. */
const FAR = 30;

/** Values that are looked at, so that a notice costs nothing beside the check of all values. */
const LOOKS = 4096;

/** Places at multiples of it spread evenly, whatever the number of columns. */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/**
 * The notice for floats that train badly, since networks begin with outputs near 0 and scales near 1.
 * @param of whoever takes the values, for the message
 * @param width the values of the first columns count
 */
export function noticeOfScale(
  { name, data, columns }: HostRows,
  of: string,
  width = columns,
): Notice | undefined {
  let [count, sum, squares] = [0, 0, 0];
  for (let i = 0; i < LOOKS; i++) {
    const place = Math.floor(((i * GOLDEN_RATIO) % 1) * data.length);
    if (place % columns >= width) continue;
    const value = data[place] as number;
    count += 1;
    sum += value;
    squares += value * value;
  }
  const mean = sum / count;
  const deviation = Math.sqrt(squares / count - mean * mean);
  // Rounding may leave no deviation, or the condition's columns no value: neither is far.
  if (!(Math.abs(mean) > FAR || deviation > FAR)) return undefined;
  const [center, spread] = [mean, deviation].map((value) => Number(value.toPrecision(3)));
  return {
    kind: 'far-from-unit-scale',
    message:
      `${name}: mean ${center}, standard deviation ${spread}: ${of} learns badly from such values, ` +
      'standardise each column: (x - mean) / deviation',
  };
}
