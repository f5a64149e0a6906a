import { type DeviceTraits, WEBASSEMBLY } from './defaultVariant.ts';
import { PRODUCT_VARIANTS, type ProductVariant } from './variants.ts';

/** The variants of the library that can win on a kind of device. */
export interface Shortlist {
  readonly variants: readonly ProductVariant[];
  /** Why the others are not measured. */
  readonly others: string;
}

/** The compilers keep 8 x 8 blocks in registers. Smaller ones load more for each multiply-add. */
const LARGE_BLOCKS: Shortlist = {
  variants: ['split_32x64', 'split_8x8', 'tiled_32x64', 'tiled_64x64'],
  others: 'loads too much, or needs too many registers, for GPUs of this vendor',
};

/** On an H200 no product was fastest in tiles of 64 x 64. */
const SPLIT_OR_SMALL_TILES: Shortlist = {
  variants: ['split_32x64', 'split_8x8', 'tiled_32x64'],
  others: 'loads too much, or leaves too few invocations in flight, on GPUs of this vendor',
};

/** 8 x 8 blocks spill in at least one kernel, or fill the registers. */
const SMALL_BLOCKS: Shortlist = {
  variants: ['direct_4x8', 'split_32x64', 'tiled_32x64'],
  others: 'needs too many registers for GPUs of this vendor, or loads too much',
};

/**
 * By the name that adapters give the vendor. docs/isa.md has the registers, spills and loads behind
 * it, for all but Arm, of which no compiler is at hand: it has as few registers as Qualcomm.
 */
const BY_VENDOR: Readonly<Record<string, Shortlist>> = {
  amd: LARGE_BLOCKS,
  apple: SMALL_BLOCKS,
  arm: SMALL_BLOCKS,
  intel: {
    variants: ['direct_4x4', 'direct_4x8'],
    others: 'spills registers on GPUs of this vendor',
  },
  nvidia: SPLIT_OR_SMALL_TILES,
  qualcomm: SMALL_BLOCKS,
};

/**
 * SwiftShader clears workgroup memory element by element, so that compilation takes seconds, and
 * barriers slow down the rest.
 */
const SOFTWARE: Shortlist = {
  variants: ['direct_4x8', 'direct_8x8', 'quad_16x32', 'quad_16x8', 'quad_32x16'],
  others: 'workgroup memory is slow on CPU adapters',
};

/** Those that keep their sums in the registers of a CPU. */
const IN_WEBASSEMBLY: Shortlist = {
  variants: ['direct_4x8', 'direct_8x8', 'packed_64x64'],
  others: 'copies through the memory of a workgroup cost more than they save on a CPU',
};

/** In the smallest subgroups, in which only split sums and 8 x 8 blocks spill. */
const SMALL_SUBGROUPS: Shortlist = {
  variants: ['direct_4x4', 'direct_4x8', 'tiled_32x64'],
  others: 'spills registers on GPUs of this vendor',
};

const ALL: Shortlist = { variants: PRODUCT_VARIANTS, others: '' };

/** The variants that `tune` measures on a device by default, besides the default one. */
export function shortlistOf({ software, vendor, askedSubgroupSize }: DeviceTraits): Shortlist {
  if (vendor === WEBASSEMBLY) return IN_WEBASSEMBLY;
  if (software) return SOFTWARE;
  if (askedSubgroupSize) return SMALL_SUBGROUPS;
  return Object.hasOwn(BY_VENDOR, vendor) ? (BY_VENDOR[vendor] ?? ALL) : ALL;
}
