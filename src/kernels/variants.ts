import type { Dispatch, Plan } from '../graph/plan.ts';
import type { SlotChoice } from './names.ts';

/** How a product is computed: a file of shaders/slots/product. */
export type ProductVariant = SlotChoice<'product'>;

/** What decides between the variants of a product where nothing was measured. */
export interface DeviceTraits {
  /** Invocations of a subgroup, if the device has subgroups of one fixed size. */
  readonly subgroupSize: number | undefined;
  /** Whether a CPU stands in for the GPU. */
  readonly software: boolean;
}

/** The subgroup size at which a quad is a whole subgroup. */
const QUAD = 4;

/** Gives every product of a plan the variant that `choose` names for it. */
export function chooseVariants(plan: Plan, choose: (dispatch: Dispatch) => ProductVariant): Plan {
  const withVariant = (dispatch: Dispatch): Dispatch => {
    if (!dispatch.slots.product) return dispatch;
    const product = { choice: choose(dispatch), bindings: {} };
    return { ...dispatch, slots: { ...dispatch.slots, product } };
  };
  return { ...plan, step: plan.step.map(withVariant), burst: plan.burst.map(withVariant) };
}

/**
 * The variant for devices of a kind. CPU adapters have subgroups of four, a load costs them
 * more than arithmetic does, and barriers are slow: quads share loads without one. GPUs are
 * made for tiles in workgroup memory; small ones occupy more of a GPU at a VAE's sizes.
 */
export function defaultVariant({ subgroupSize, software }: DeviceTraits): ProductVariant {
  if (!software) return 'tiled_32x64';
  return subgroupSize === QUAD ? 'quad_16x8' : 'direct_8x8';
}
