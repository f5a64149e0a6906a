import type { KernelName } from '../graph/kernelName.generated.ts';
import type { Dispatch, Plan } from '../graph/plan.ts';
import { addParts, slotPiece } from './catalogue.ts';
import type { KernelSlots, SlotChoice } from './names.ts';
import { largeProducts } from './quads.ts';
import { variantKey } from './variantKey.ts';

/** Variants of product kernels, including those that some devices cannot run. */
export const PRODUCT_VARIANTS = [
  'direct_4x4',
  'direct_4x8',
  'direct_8x8',
  'packed_64x64',
  'quad_16x32',
  'quad_16x8',
  'quad_32x16',
  'split_32x64',
  'split_8x8',
  'tall_8x8',
  'tiled_32x64',
  'tiled_64x64',
] as const satisfies readonly SlotChoice<'product'>[];

/**
 * The names of the app's own variants. An app adds them by declaration merging, so that options may
 * name them:
 *
 * @example
 * declare module 'webgpu-vae' {
 *   interface OwnVariants {
 *     wide_4x8: true;
 *   }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: apps add members, which a type alias does not take
export interface OwnVariants {}

/** A variant of product kernels: a file of shaders/slots/product, or one that the app registered. */
export type ProductVariant = (typeof PRODUCT_VARIANTS)[number] | keyof OwnVariants;

/** All variants, those of the app at the end. */
export const variantNames: ProductVariant[] = [...PRODUCT_VARIANTS];

/** Kernels with a slot for a product. */
type WithProduct = {
  [K in KernelName]: 'product' extends KernelSlots<K> ? K : never;
}[KernelName];

/** Kernels that compute products. */
export const PRODUCT_KERNELS = [
  'conv_backward_input',
  'conv_backward_weight',
  'conv_example_norms',
  'conv_forward',
  'conv_likelihood',
  'conv_transpose_backward_input',
  'conv_transpose_forward',
  'conv_transpose_likelihood',
  'dense_backward_input',
  'dense_backward_weight',
  'dense_backward_weight_update',
  'dense_forward',
  'dense_likelihood',
  'gru_step_backward',
  'gru_step_forward',
  'lstm_step_backward',
  'lstm_step_forward',
] as const satisfies readonly WithProduct[];

/** A kernel that computes products. */
export type ProductKernel = (typeof PRODUCT_KERNELS)[number];

/** Choice of variants for products. The most specific entry applies. */
export interface VariantChoices {
  /** For products without a more specific entry; by default the launch and the vendor decide. */
  readonly default?: ProductVariant;
  /** By the kernel; by default {@link default} holds. */
  readonly byKernel?: Readonly<Partial<Record<ProductKernel, ProductVariant>>>;
  /** By kernel, slots and sizes. `vae.tune` sets these. By default the other entries hold. */
  readonly byDispatch?: Readonly<Record<string, ProductVariant>>;
}

/** Loads the variants that are defaults on GPUs. Those of CPU adapters are always loaded. */
export async function loadGpuVariants(): Promise<void> {
  const { gpuVariantsKernels } = await import('./catalogue/gpuVariants.generated.ts');
  addParts([gpuVariantsKernels]);
}

/** Loads the variant that is the default in WebAssembly. */
export async function loadWasmVariants(): Promise<void> {
  const { wasmVariantsKernels } = await import('./catalogue/wasmVariants.generated.ts');
  addParts([wasmVariantsKernels]);
}

/** Loads the variant that is the default of large products on CPU adapters with quads, and what tells these. */
export async function loadQuadVariants(): Promise<void> {
  await largeProducts.load();
  addParts([largeProducts.get().quadVariantsKernels]);
}

/** Loads all variants of the library. */
export async function loadVariants(): Promise<void> {
  const [{ stepVariantsKernels }, { imageVariantsKernels }] = await Promise.all([
    import('./catalogue/stepVariants.generated.ts'),
    import('./catalogue/imageVariants.generated.ts'),
    loadGpuVariants(),
    loadWasmVariants(),
    loadQuadVariants(),
  ]);
  addParts([stepVariantsKernels, imageVariantsKernels]);
}

/** Sets the variant of every product in a plan to the result of `choose`. */
export function chooseVariants(plan: Plan, choose: (dispatch: Dispatch) => ProductVariant): Plan {
  const withVariant = (dispatch: Dispatch): Dispatch => {
    if (!dispatch.slots.product) return dispatch;
    const product = { choice: choose(dispatch), bindings: {} };
    return { ...dispatch, slots: { ...dispatch.slots, product } };
  };
  return { ...plan, step: plan.step.map(withVariant), burst: plan.burst.map(withVariant) };
}

/** The chosen variant for a product; undefined if the device's default applies. */
export function chosenVariant(
  { default: fallback, byKernel = {}, byDispatch = {} }: VariantChoices,
  dispatch: Dispatch,
): ProductVariant | undefined {
  const key = variantKey(dispatch);
  if (Object.hasOwn(byDispatch, key)) return byDispatch[key];
  return byKernel[dispatch.kernel as ProductKernel] ?? fallback;
}

/** The properties of a device that decide which variants it can run. */
export interface DeviceAbilities {
  readonly features: ReadonlySet<string>;
  readonly limits: WorkgroupLimits;
}

/** Limits of a workgroup. */
export interface WorkgroupLimits {
  readonly maxComputeInvocationsPerWorkgroup: number;
  readonly maxComputeWorkgroupSizeX: number;
}

/** Most invocations of a workgroup along x: 256, and 128 in compatibility mode. */
export function mostInvocations(limits: WorkgroupLimits): number {
  return Math.min(limits.maxComputeInvocationsPerWorkgroup, limits.maxComputeWorkgroupSizeX);
}

/** The feature or limit that a variant needs and the device lacks, for messages; undefined if there is none. */
export function lackingFor(
  variant: ProductVariant,
  { features, limits }: DeviceAbilities,
): string | undefined {
  const { enables, constants } = slotPiece('product', variant);
  const missing = enables.find((name) => !features.has(name));
  if (missing !== undefined) return `the feature "${missing}"`;
  const { WORKGROUP_X: width, WORKGROUP_Y: height } = constants;
  const invocations = Number(width?.value) * Number(height?.value);
  return invocations > mostInvocations(limits)
    ? `workgroups of ${invocations} invocations`
    : undefined;
}

/** True if the invocations of a workgroup share memory and synchronise at barriers. */
export function usesWorkgroupMemory(variant: ProductVariant): boolean {
  return slotPiece('product', variant).code.includes('var<workgroup>');
}

export function isVariant(name: unknown): name is ProductVariant {
  return variantNames.some((variant) => variant === name);
}
