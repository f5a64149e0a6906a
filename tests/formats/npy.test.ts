import { expect, test } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import { writeNpy } from '../../src/formats/npy.ts';

test('the bytes are those that numpy.save writes', () => {
  const bytes = Buffer.from(writeNpy(Float32Array.of(1, -2, 0.5, 0, 3, 4), [2, 3]));
  // numpy.save of numpy.array([[1, -2, 0.5], [0, 3, 4]], dtype='<f4')
  const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
  expect(bytes.subarray(0, 10).toString('hex')).toBe('934e554d50590100' + '7600');
  expect(bytes.subarray(10, 128).toString('latin1')).toBe(`${header.padEnd(117)}\n`);
  expect(bytes.subarray(128).toString('hex')).toBe(
    '0000803f' + '000000c0' + '0000003f' + '00000000' + '00004040' + '00008040',
  );
});

test.each([[[5]], [[1000, 1000, 0]], [[]]])(
  'values of shape %j begin at a multiple of 64',
  (shape) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const bytes = writeNpy(new Float32Array(size).fill(1), shape);
    expect((bytes.length - 4 * size) % 64).toBe(0);
    const text = Buffer.from(bytes).toString('latin1', 10, bytes.length - 4 * size);
    expect(text.endsWith('\n')).toBe(true);
    if (shape.length === 1) expect(text).toContain("'shape': (5,), }");
  },
);

test('another number of values is refused', () => {
  expect(() => writeNpy(new Float32Array(5), [2, 3])).toThrow(ShapeError);
});
