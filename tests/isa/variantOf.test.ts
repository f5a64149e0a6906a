import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { productsOf } from '../../scripts/isa/products.mjs';
import { variantOf } from '../../scripts/isa/rowOf.mjs';
import { specialize } from '../../src/kernels/specialize.ts';
import { PRODUCT_VARIANTS } from '../../src/kernels/variants.ts';
import { catalogue } from '../support/catalogue.ts';
import { readableShaders } from '../support/readableShaders.ts';

const products = productsOf(fileURLToPath(new URL('../..', import.meta.url)));

test.each(PRODUCT_VARIANTS)('%s is known by its code, as shipped and as written', (product) => {
  for (const shaders of [catalogue, readableShaders]) {
    const { code } = specialize('dense_forward', { product }, {}, shaders);
    expect(variantOf(code, products)).toBe(product);
  }
});

test('a kernel without a product has no variant', () => {
  expect(variantOf(specialize('scale').code, products)).toBe('-');
});
