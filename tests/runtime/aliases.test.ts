import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { assertNoOverlaps, readBesideWrites } from '../../src/gpu/aliases.ts';

type Access = 'read' | 'read_write';

const [shared, other] = ['shared', 'other'].map((label) => ({ label }) as GPUBuffer);

/** A binding of 256 bytes from `offset` on, in the shared buffer by default. */
function bound(name: string, access: Access, offset: number, buffer = shared) {
  return { name, access, slice: { buffer: buffer as GPUBuffer, offset, size: 256 } };
}

describe('assertNoOverlaps', () => {
  test.each([
    ['two buffers', bound('x', 'read', 0), bound('y', 'read_write', 0, other)],
    ['one range read twice', bound('x', 'read', 0), bound('w', 'read', 0)],
    ['two ranges written', bound('dweight', 'read_write', 0), bound('dbias', 'read_write', 256)],
    ['a range read before one written', bound('x', 'read', 0), bound('y', 'read_write', 256)],
    ['a range read after one written', bound('x', 'read', 256), bound('y', 'read_write', 0)],
  ])('%s: fine', (_, first, second) => {
    expect(() => assertNoOverlaps('step', [first, second])).not.toThrow();
  });

  test.each([
    ['one range read and written', bound('x', 'read', 0), bound('y', 'read_write', 0)],
    ['one range written twice', bound('m', 'read_write', 0), bound('v', 'read_write', 0)],
    ['ranges read and written that overlap', bound('m', 'read_write', 0), bound('v', 'read', 252)],
    ['written ranges that overlap', bound('m', 'read_write', 0), bound('v', 'read_write', 252)],
    ['written ranges, reversed', bound('m', 'read_write', 8), bound('v', 'read_write', 0)],
  ])('%s: refused by name', (_, first, second) => {
    const check = () =>
      assertNoOverlaps('model.adam', [bound('g', 'read', 0, other), first, second]);
    expect(check).toThrow(ConfigError);
    expect(check).toThrow(
      `model.adam: bindings "${first.name}" (${first.access}) and "${second.name}" ` +
        `(${second.access}) overlap in the buffer "shared"`,
    );
  });
});

describe('readBesideWrites', () => {
  test('names what is only read in a buffer that is also written', () => {
    const bindings = [
      bound('h', 'read', 0),
      bound('y', 'read_write', 256),
      bound('z', 'read_write', 512),
      bound('activated', 'read', 768),
      bound('weight', 'read', 0, other),
    ];
    expect([...readBesideWrites(bindings)]).toEqual(['h', 'activated']);
  });

  test('names nothing where each buffer is only read or only written', () => {
    const bindings = [
      bound('x', 'read', 0),
      bound('w', 'read', 256),
      bound('y', 'read_write', 0, other),
    ];
    expect([...readBesideWrites(bindings)]).toEqual([]);
  });
});
