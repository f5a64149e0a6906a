import { expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { assertNoAliases } from '../../src/gpu/aliases.ts';

type Access = 'read' | 'read_write';

const [shared, other] = ['shared', 'other'].map((label) => ({ label }) as GPUBuffer);

/** A binding of 256 bytes from `offset` on, in the shared buffer unless another is given. */
function bound(name: string, access: Access, offset: number, buffer = shared) {
  return { name, access, slice: { buffer: buffer as GPUBuffer, offset, size: 256 } };
}

test.each([
  ['two buffers', bound('x', 'read', 0), bound('y', 'read_write', 0, other)],
  ['one range read twice', bound('x', 'read', 0), bound('w', 'read', 0)],
  ['two ranges written', bound('dweight', 'read_write', 0), bound('dbias', 'read_write', 256)],
])('%s: fine', (_, first, second) => {
  expect(() => assertNoAliases('step', [first, second])).not.toThrow();
});

test.each([
  ['read and written ranges of one buffer', bound('x', 'read', 0), bound('y', 'read_write', 256)],
  ['written and read ranges of one buffer', bound('m', 'read_write', 0), bound('v', 'read', 512)],
  ['one range written twice', bound('m', 'read_write', 0), bound('v', 'read_write', 0)],
  ['written ranges that overlap', bound('m', 'read_write', 0), bound('v', 'read_write', 252)],
  [
    'written ranges that overlap, reversed',
    bound('m', 'read_write', 8),
    bound('v', 'read_write', 0),
  ],
])('%s: refused by name', (_, first, second) => {
  const check = () => assertNoAliases('model.adam', [bound('g', 'read', 0, other), first, second]);
  expect(check).toThrow(ConfigError);
  expect(check).toThrow(
    `model.adam: bindings "${first.name}" (${first.access}) and "${second.name}" ` +
      `(${second.access}) lie in the same buffer "shared"`,
  );
});
