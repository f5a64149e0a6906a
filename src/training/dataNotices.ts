import type { FieldDomain } from '../data/domain.ts';
import type { Field } from '../data/field.ts';
import type { HostRows } from '../data/table.ts';
import type { Notice } from '../runtime/notice.ts';

/** Mean or standard deviation from which real values are far from unit scale. */
const FAR = 30;

/** Values that are looked at, so that a notice costs nothing beside the check of all values. */
const LOOKS = 4096;

/** Places at multiples of it spread evenly, whatever the number of columns. */
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/** The notice for values of a domain, if they were probably meant otherwise. */
export function noticeOf(field: HostRows, domain: Field['domain']): Notice | undefined {
  if (field.dtype === 'u8') return noticeOfBytes(field, domain);
  return domain && noticeOfScale(field, domain);
}

/** Bytes are shares of 255, which is not what is meant by 0 and 1, or by counts. */
function noticeOfBytes({ name, data }: HostRows, domain: Field['domain']): Notice | undefined {
  if (domain?.least === 0 && domain.most === undefined) {
    return {
      kind: 'bytes-as-counts',
      message: `${name}: ${domain.of} takes counts, and a byte v stands for v / 255: give counts as a Float32Array`,
    };
  }
  const bytes = data as Uint8Array;
  if (bytes.some((value) => value > 1) || !bytes.includes(1)) return undefined;
  return {
    kind: 'bytes-of-0-and-1',
    message:
      `${name}: its bytes are all 0 or 1. A byte v stands for v / 255, so that 1 is ` +
      'almost black: multiply them by 255, or give a Float32Array of 0 and 1',
  };
}

/** The notice for floats that train badly, since networks begin with outputs near 0 and scales near 1. */
function noticeOfScale(
  { name, data, columns }: HostRows,
  { of, columns: width = columns }: FieldDomain,
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
