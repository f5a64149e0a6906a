import { expect, test } from 'vitest';
import { toFloat32 } from '../../src/formats/dtypes.ts';
import { MAX_FLOAT16, toFloat16 } from '../../src/formats/float16.ts';
import { TestRandom } from '../support/random.ts';

/** The values of float16 bits. */
const valuesOf = (bits: Uint16Array): Float32Array =>
  toFloat32({ dtype: 'F16', data: new Uint8Array(bits.buffer) });

/** Bits of all finite positive float16, in order of their values. */
const finite = Uint16Array.from({ length: 0x7c00 }, (_, bits) => bits);

test('every float16 keeps its bits, with either sign', () => {
  expect(toFloat16(valuesOf(finite))).toEqual(finite);
  const negative = finite.map((bits) => bits + 0x8000);
  expect(toFloat16(valuesOf(negative))).toEqual(negative);
});

test('a value between two becomes the nearer, and the even one in the middle', () => {
  const values = valuesOf(finite);
  const at = (share: number) =>
    Float32Array.from(values.subarray(1), (above, i) => {
      const below = values[i] ?? Number.NaN;
      return below + (above - below) * share;
    });
  const lower = finite.subarray(0, -1);
  expect(toFloat16(at(0.49))).toEqual(lower);
  expect(toFloat16(at(0.51))).toEqual(lower.map((bits) => bits + 1));
  expect(toFloat16(at(0.5))).toEqual(lower.map((bits) => bits + (bits % 2)));
});

test('the least and the largest values', () => {
  const values = Float32Array.of(MAX_FLOAT16, -MAX_FLOAT16, 0, -0, 2 ** -25, 2 ** -24, 1e-45);
  expect([...toFloat16(values)]).toEqual([0x7bff, 0xfbff, 0, 0x8000, 0, 1, 0]);
});

test('no value is further away than half a step', () => {
  const values = Float32Array.from(new TestRandom(3).normal(10_000));
  const rounded = valuesOf(toFloat16(values));
  for (const [i, value] of values.entries()) {
    expect(Math.abs((rounded[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(
      Math.max(Math.abs(value) * 2 ** -11, 2 ** -25),
    );
  }
});
