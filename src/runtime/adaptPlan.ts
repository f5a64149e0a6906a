import type { Fusion } from '../fusion/rule.ts';
import type { Gpu } from '../gpu/device.ts';
import type { Plan } from '../graph/plan.ts';
import { defaultVariant } from '../kernels/defaultVariant.ts';
import { chooseVariants, chosenVariant } from '../kernels/variants.ts';
import type { KernelChoices } from './kernelChoices.ts';

/** Of a latent kernel's workgroup on a GPU: as many as every device allows. */
const GPU_INVOCATIONS = 256;

/**
 * Prepares a recorded plan for a device: fuses it and selects the chosen kernel variants.
 * @param fusion the rules that may apply to the plan
 */
export function adaptPlan(
  plan: Plan,
  fusion: Fusion,
  { traits, maxBindingBytes }: Pick<Gpu, 'traits' | 'maxBindingBytes'>,
  { fuse, keepBatch, variants = {} }: KernelChoices,
): Plan {
  const options = {
    keepBatch: keepBatch ?? traits.software,
    ...(!traits.software && { latentInvocations: GPU_INVOCATIONS }),
    maxBindingBytes,
  };
  return chooseVariants(
    fuse ? fusion(plan, options) : plan,
    (dispatch) => chosenVariant(variants, dispatch) ?? defaultVariant(dispatch, traits),
  );
}
