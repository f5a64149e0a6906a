import { expect, test } from 'vitest';
import { assertVariants } from '../../src/kernels/assertVariants.ts';

test.each([
  ['a name', 'quad_16x8', 'variants takes its options as an object, got "quad_16x8"'],
  ['a number', 3, 'variants takes its options as an object, got 3'],
  ['a list', ['quad_16x8'], 'variants takes its options as an object, got ["quad_16x8"]'],
  ['a misspelt key', { defualt: 'quad_16x8' }, 'did you mean "default"'],
  [
    'a variant for all kernels in place of one each',
    { byKernel: 'quad_16x8' },
    'variants.byKernel must be',
  ],
  ['an unknown variant', { default: 'quad' }, 'variants.default must be one of direct_4x4'],
  ['a kernel without variants', { byKernel: { gather: 'quad_16x8' } }, '"gather" has no variants'],
])('choices of variants that are %s are refused by name', (_, variants, message) => {
  expect(() => assertVariants(variants as never)).toThrow(message);
});

test('choices of variants are taken', () => {
  const byKernel = { dense_forward: 'direct_4x8' } as const;
  expect(() => assertVariants({ default: 'quad_16x8', byKernel, byDispatch: {} })).not.toThrow();
});
