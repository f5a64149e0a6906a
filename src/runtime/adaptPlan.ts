import type { Fusion, FusionOptions } from '../fusion/rule.ts';
import type { Gpu } from '../gpu/device.ts';
import type { Plan } from '../graph/plan.ts';
import { defaultVariant, latentInvocations, rollsLoops } from '../kernels/defaultVariant.ts';
import { chooseVariants, chosenVariant } from '../kernels/variants.ts';
import type { KernelChoices } from './kernelChoices.ts';

/**
 * Prepares a recorded plan for a device: fuses it and selects the chosen kernel variants.
 * @param fusion the rules that may apply to the plan
 */
export function adaptPlan(
  plan: Plan,
  fusion: Fusion,
  { traits, maxBindingBytes }: Pick<Gpu, 'traits' | 'maxBindingBytes'>,
  {
    fuse,
    keepBatch,
    variants = {},
    maxSubmitMs,
  }: KernelChoices & Pick<FusionOptions, 'maxSubmitMs'>,
): Plan {
  const options = {
    keepBatch: keepBatch ?? traits.software,
    latentInvocations: latentInvocations(traits),
    rolledLoops: rollsLoops(traits),
    device: traits,
    maxSubmitMs,
    maxBindingBytes,
  };
  return chooseVariants(
    fuse ? fusion(plan, options) : plan,
    (dispatch) => chosenVariant(variants, dispatch) ?? defaultVariant(dispatch, traits),
  );
}
