import { describe, expect, it } from 'vitest';
import { subset, toDataset } from '../../src/data/dataset.ts';
import { ConfigError, DataError, ShapeError } from '../../src/errors.ts';

describe('toDataset', () => {
  it('wraps bytes and floats without a copy', () => {
    const bytes = new Uint8Array(6);
    expect(toDataset(bytes, 3)).toEqual({
      name: 'data',
      rows: 2,
      columns: 3,
      dtype: 'u8',
      data: bytes,
    });
    const floats = new Float32Array(6);
    const labels = Uint8Array.of(1, 2, 3);
    const wrapped = toDataset(floats, 2, 'faces', labels);
    expect(wrapped).toMatchObject({ name: 'faces', rows: 3, columns: 2, dtype: 'f32' });
    expect(wrapped.data).toBe(floats);
    expect(wrapped.labels).toBe(labels);
  });

  it('refuses a length that is no multiple of the columns', () => {
    const attempt = () => toDataset(new Uint8Array(785), 784, 'mine');
    expect(attempt).toThrow(ShapeError);
    expect(attempt).toThrow('mine: expected a multiple of 784 values');
  });

  it('refuses no rows', () => {
    expect(() => toDataset(new Float32Array(0), 4)).toThrow(DataError);
  });

  it.each([0, -3, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s columns', (columns) => {
    expect(() => toDataset(new Uint8Array(6), columns)).toThrow(ShapeError);
  });

  it.each([
    [[1, 2, 3], 'Array'],
    [new Float64Array(3), 'Float64Array'],
    [undefined, 'undefined'],
    [Object.create(null), 'object'],
  ])('refuses values of another type: %o', (rows, kind) => {
    const attempt = () => toDataset(rows as unknown as Uint8Array, 3);
    expect(attempt).toThrow(DataError);
    expect(attempt).toThrow(`got ${kind}`);
  });

  it('refuses labels of another length', () => {
    expect(() => toDataset(new Uint8Array(6), 3, 'x', new Uint8Array(3))).toThrow(ShapeError);
  });
});

describe('subset', () => {
  const whole = toDataset(Uint8Array.of(1, 2, 3, 4, 5, 6), 2, 'six', Uint8Array.of(7, 8, 9));

  it('keeps the first rows and their labels', () => {
    const part = subset(whole, 2);
    expect(part).toMatchObject({ name: 'six', rows: 2, columns: 2, dtype: 'u8' });
    expect([...part.data]).toEqual([1, 2, 3, 4]);
    expect([...(part.labels ?? [])]).toEqual([7, 8]);
  });

  it('keeps everything when there is less than asked for', () => {
    expect(subset(whole, 100)).toEqual(whole);
  });

  it('does not invent labels', () => {
    expect(subset(toDataset(new Float32Array(4), 2), 1)).not.toHaveProperty('labels');
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses to keep %s rows', (limit) => {
    expect(() => subset(whole, limit)).toThrow(ConfigError);
  });
});
