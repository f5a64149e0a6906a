import type { Dispatch, Plan } from '../graph/plan.ts';
import { catalogue } from './catalogue.generated.ts';

/** What decides between the variants of a kernel. */
export interface DeviceTraits {
  /** Invocations of a subgroup, if the device has subgroups of one fixed size. */
  readonly subgroupSize: number | undefined;
}

/** The subgroup size that the kernels named `…_subgroup` are written for. */
const SUBGROUP_SIZE = 4;

/**
 * The same plan on the variants that suit a device. A variant has the bindings, slots and
 * constants of its base kernel and gives the same bits.
 *
 * CPU adapters have subgroups of four. A load costs them more than arithmetic does, so
 * sharing loads within a subgroup pays; GPUs have larger subgroups and keep the base kernels.
 */
export function chooseVariants(plan: Plan, { subgroupSize }: DeviceTraits): Plan {
  if (subgroupSize !== SUBGROUP_SIZE) return plan;
  return { ...plan, step: plan.step.map(withSubgroups) };
}

function withSubgroups(dispatch: Dispatch): Dispatch {
  const kernel = `${dispatch.kernel}_subgroup`;
  return kernel in catalogue.kernels ? { ...dispatch, kernel } : dispatch;
}
