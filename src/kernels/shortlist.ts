import type { DeviceTraits } from './defaultVariant.ts';
import { PRODUCT_VARIANTS, type ProductVariant } from './variants.ts';

/** The variants of the library that can win on a kind of device. */
export interface Shortlist {
  readonly variants: readonly ProductVariant[];
  /** Why the others are not measured. */
  readonly others: string;
}

/** The compilers keep 8 x 8 blocks in registers, and tiles share loads; without them loads bound. */
const LARGE: Shortlist = {
  variants: ['split_32x64', 'split_8x8', 'tiled_32x64', 'tiled_64x64'],
  others: 'has more loads for each multiply-add than others that fit the registers of this vendor',
};

/** 8 x 8 blocks spill or fill the registers. Blocks of 4 x 8 do not, with tiles or without. */
const MIDDLING: Shortlist = {
  variants: ['direct_4x8', 'split_32x64', 'tiled_32x64'],
  others: 'needs more registers than the compilers of this vendor have',
};

/** By the vendor that the adapter names. docs/isa.md has the registers behind it. */
const BY_VENDOR: Readonly<Record<string, Shortlist>> = {
  amd: LARGE,
  nvidia: LARGE,
  apple: MIDDLING,
  arm: MIDDLING,
  qualcomm: MIDDLING,
  // Tiles add loads and stores to a block that already fills the registers.
  intel: {
    variants: ['direct_4x8', 'tiled_32x64'],
    others: 'spills registers on the compilers of this vendor',
  },
};

/** SwiftShader clears workgroup memory element by element: compilation takes seconds, and barriers
 * slow down the rest. */
const SOFTWARE: Shortlist = {
  variants: ['direct_4x8', 'direct_8x8', 'quad_16x8', 'quad_32x8'],
  others: 'workgroup memory is slow on CPU adapters',
};

const ALL: Shortlist = { variants: PRODUCT_VARIANTS, others: '' };

/** What `tune` measures on a device by default, besides the default variant. */
export function shortlistOf({ software, vendor }: DeviceTraits): Shortlist {
  if (software) return SOFTWARE;
  return Object.hasOwn(BY_VENDOR, vendor) ? (BY_VENDOR[vendor] ?? ALL) : ALL;
}
