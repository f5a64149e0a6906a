import { describe, expect, it } from 'vitest';
import { FormatError } from '../../src/errors.ts';
import { type Dtype, elementBytes, toFloat32 } from '../../src/formats/dtypes.ts';

const bytesOf = (array: ArrayBufferView) => new Uint8Array(array.buffer);

describe('toFloat32', () => {
  it('reads F32 bit by bit, at any alignment', () => {
    const values = Float32Array.of(1.5, -0, Number.POSITIVE_INFINITY, Number.NaN, 1e-45);
    const shifted = new Uint8Array(1 + values.byteLength);
    shifted.set(bytesOf(values), 1);
    expect(toFloat32({ dtype: 'F32', data: shifted.subarray(1) })).toEqual(values);
  });

  it('rounds F64', () => {
    const read = toFloat32({ dtype: 'F64', data: bytesOf(Float64Array.of(0.1, 1e300)) });
    expect(read).toEqual(Float32Array.of(0.1, Number.POSITIVE_INFINITY));
  });

  it.each([
    [0x3c00, 1],
    [0xc000, -2],
    [0x7bff, 65504],
    [0x0400, 2 ** -14],
    [0x0001, 2 ** -24],
    [0x83ff, -1023 * 2 ** -24],
    [0x3555, 0.333251953125],
    [0x8000, -0],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0xfc00, Number.NEGATIVE_INFINITY],
    [0x7e00, Number.NaN],
  ])('reads half-precision bits %i as %d', (bits, value) => {
    expect(toFloat32({ dtype: 'F16', data: bytesOf(Uint16Array.of(bits)) })[0]).toBe(value);
  });

  it.each([
    [0x3f80, 1],
    [0xc040, -3],
    [0x0080, 2 ** -126],
    [0xff80, Number.NEGATIVE_INFINITY],
    [0x7fc0, Number.NaN],
  ])('reads bfloat16 bits %i as %d', (bits, value) => {
    expect(toFloat32({ dtype: 'BF16', data: bytesOf(Uint16Array.of(bits)) })[0]).toBe(value);
  });

  it.each<Dtype>(['U8', 'I32', 'I64', 'BOOL'])('refuses %s by the name of the tensor', (dtype) => {
    const tensor = { dtype, data: new Uint8Array(elementBytes(dtype)) };
    expect(() => toFloat32(tensor, 'fc1.bias')).toThrow(FormatError);
    expect(() => toFloat32(tensor, 'fc1.bias')).toThrow('"fc1.bias": expected floating-point');
  });
});
