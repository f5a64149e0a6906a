import { describe, expect, test } from 'vitest';
import { fuse } from '../../src/fusion/fuse.ts';
import { defaultVariant } from '../../src/kernels/defaultVariant.ts';
import { shortlistOf } from '../../src/kernels/shortlist.ts';
import { PRODUCT_VARIANTS, usesWorkgroupMemory } from '../../src/kernels/variants.ts';
import { seedPlan } from '../fusion/plans.ts';

const VENDORS = ['amd', 'apple', 'arm', 'intel', 'nvidia', 'qualcomm'] as const;

const { step } = fuse(seedPlan());
const products = step.filter(({ slots }) => slots.product);

const gpu = (vendor: string) => ({
  subgroupSize: 32,
  software: false,
  vendor,
  maxInvocations: 256,
});
const cpu = { subgroupSize: 4, software: true, vendor: 'google', maxInvocations: 256 };

/** Intel's compiler has more registers for kernels that ask for small subgroups. */
const GPUS = [...VENDORS.map(gpu), { ...gpu('intel'), askedSubgroupSize: 8 }];

describe.each(GPUS)('what tune measures on $vendor, subgroups of $askedSubgroupSize', (traits) => {
  const { variants, others } = shortlistOf(traits);

  test('is fewer than all, and more than one', () => {
    expect(variants.length).toBeGreaterThan(1);
    expect(variants.length).toBeLessThan(PRODUCT_VARIANTS.length);
    expect(others).toContain('GPUs of this vendor');
  });

  test.each([1, 32, 128, 512, 4096])('holds every default of the vendor, at batch %i', (rows) => {
    for (const product of products) {
      const sized = { ...product, constants: { ...product.constants, M: rows } };
      expect(variants).toContain(defaultVariant(sized, traits));
    }
  });
});

test('an unknown vendor has all variants', () => {
  for (const vendor of ['', 'unheard-of', 'constructor']) {
    expect(shortlistOf(gpu(vendor)).variants).toEqual(PRODUCT_VARIANTS);
  }
});

test('a CPU adapter has those without workgroup memory, whatever vendor it names', () => {
  for (const traits of [cpu, { ...cpu, vendor: 'intel' }, { ...cpu, vendor: 'webassembly' }]) {
    const { variants } = shortlistOf(traits);
    expect(variants.filter(usesWorkgroupMemory)).toEqual([]);
    for (const product of products) expect(variants).toContain(defaultVariant(product, traits));
  }
});
