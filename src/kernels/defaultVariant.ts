import type { Dispatch } from '../graph/plan.ts';
import { descriptorOf } from './descriptors.ts';
import { sizesOf, tilesOf } from './launch.ts';
import { largeProducts, QUAD } from './quads.ts';
import type { ProductVariant } from './variants.ts';

/** Device properties that determine the default variants if nothing was measured. */
export interface DeviceTraits {
  /** Invocations per subgroup, if the device has subgroups of one fixed size. */
  readonly subgroupSize: number | undefined;
  /** The size of subgroups that products ask for; by default the driver chooses. */
  readonly askedSubgroupSize?: number | undefined;
  /** True if the adapter computes on the CPU. */
  readonly software: boolean;
  /** Maker of the GPU, such as `nvidia`; empty where the browser does not tell. */
  readonly vendor: string;
  /** Most invocations of a workgroup: 256, and 128 in compatibility mode. */
  readonly maxInvocations: number;
}

/** The vendor of the device that computes in WebAssembly. */
export const WEBASSEMBLY = 'webassembly';

/**
 * Units (compute units, multiprocessors, cores) of a middling GPU of each vendor, since no adapter
 * tells its own.
 */
const UNITS: Readonly<Record<string, number>> = {
  amd: 40,
  apple: 10,
  arm: 8,
  nvidia: 60,
  qualcomm: 6,
};
const USUAL_UNITS = 32;

/** Units of a middling GPU of a vendor. */
export function unitsOf(vendor: string): number {
  return UNITS[vendor] ?? USUAL_UNITS;
}

/** Vendors whose compilers keep an 8 x 8 block of sums in registers. Others spill it to memory. */
const LARGE_BLOCKS: readonly string[] = ['amd', 'nvidia'];

/**
 * Vendors of which a large launch is faster in tiles of such blocks. On an H200 they left too few invocations in
 * flight: half the speed of smaller tiles, at ten of these a unit too.
 */
const LARGE_TILES: readonly string[] = ['amd'];

/**
 * A thread of its compiler has 128 registers, which it shares out to a whole subgroup: in subgroups that
 * the driver chooses, a 4 x 8 block with its operands spills.
 */
export const FEW_REGISTERS = 'intel';

/** Invocations of the largest workgroups, which devices in compatibility mode do not have. */
const LARGE_WORKGROUP = 256;

/** Columns that one block of a tile holds. */
const ONE_BLOCK = 8;

/** Sums shorter than this cost less than the joining of their parts. */
const SHORT = 192;
/** The same on NVIDIA's GPUs. */
const SHORT_ON_NVIDIA = 64;

/**
 * The default variant of a product on a kind of device.
 *
 * In WebAssembly, tiles are copied in the order in which a loop over registers reads them.
 * On CPU adapters subgroups have four invocations, loads cost more than arithmetic, and barriers are
 * slow: quads share loads without barriers. Large products have larger blocks, which take longer to compile. On
 * GPUs, tiles in workgroup memory share loads; how large they are follows from the launch. A launch of few tiles
 * leaves most of a GPU idle and has nothing to hide loads behind: its sums are split, the more the fewer tiles there are. A launch of many tiles
 * takes larger ones, with fewer loads for each multiply-add. A convolution of few channels has few columns, of
 * which wide tiles would compute mostly padding: its invocations lie one below the other. What would spill registers on the vendor's
 * compiler is not taken.
 *
 * The bounds come from modelled times on one AMD GPU (docs/isa.md); those of NVIDIA are measured on an H200
 * (docs/benchmarks.md).
 */
export function defaultVariant(
  dispatch: Dispatch,
  { software, subgroupSize, askedSubgroupSize, vendor, maxInvocations }: DeviceTraits,
): ProductVariant {
  if (vendor === WEBASSEMBLY) return 'packed_64x64';
  const fewRegisters = vendor === FEW_REGISTERS && !askedSubgroupSize;
  const { columns, inner: innerOf } = descriptorOf(dispatch.kernel);
  const sizes = sizesOf(dispatch);
  if (columns && columns(sizes) <= ONE_BLOCK && !fewRegisters) return 'tall_8x8';
  if (software) {
    if (subgroupSize !== QUAD) return 'direct_8x8';
    return largeProducts.get().quadVariant(dispatch);
  }
  if (vendor === FEW_REGISTERS) return fewRegisters ? 'direct_4x4' : 'direct_4x8';
  const largeBlocks = LARGE_BLOCKS.includes(vendor);
  const tiles = tilesOf(dispatch, { rows: 32, columns: 64 });
  const perUnit = tiles / unitsOf(vendor);
  const inner = innerOf?.(sizes) ?? 0;
  if (inner >= (vendor === 'nvidia' ? SHORT_ON_NVIDIA : SHORT)) {
    if (perUnit <= 0.8 && largeBlocks) return 'split_8x8';
    if (perUnit <= 3 && maxInvocations >= LARGE_WORKGROUP) return 'split_32x64';
  }
  return perUnit >= 6 && LARGE_TILES.includes(vendor) ? 'tiled_64x64' : 'tiled_32x64';
}

/**
 * Invocations per workgroup of the latent kernels, which compute few rows in two serial phases: as
 * many as fill a unit of a GPU, as far as the device has such workgroups.
 */
export function latentInvocations({ software, vendor, maxInvocations }: DeviceTraits): number {
  return software || vendor === FEW_REGISTERS ? 64 : Math.min(LARGE_WORKGROUP, maxInvocations);
}

/** True where the compiler would unroll a loop of known length until it spills registers. */
export function rollsLoops({ software, vendor }: DeviceTraits): boolean {
  return !software && vendor === FEW_REGISTERS;
}
