import type { Dispatch } from '../graph/plan.ts';
import { specialize } from '../kernels/specialize.ts';
import type { Shader } from './buildPipeline.ts';
import { inSubgroups } from './inSubgroups.ts';

const READ_BINDING = /var<storage, read> (\w+):/g;

/**
 * The shader of a dispatch.
 * @param widened names of bindings that are declared read_write although the kernel only reads them
 * @param subgroupSize that a product asks for; by default the driver chooses
 */
export function shaderOf(
  dispatch: Dispatch,
  widened: ReadonlySet<string>,
  subgroupSize?: number,
): Shader {
  const { kernel, slots, constants } = dispatch;
  const choices = Object.entries(slots).map(([slot, use]) => [slot, use.choice]);
  const special = specialize(kernel, Object.fromEntries(choices), constants);
  return {
    kernel,
    code: inSubgroups(special, subgroupSize).replace(READ_BINDING, (whole, name: string) =>
      widened.has(name) ? whole.replace('read>', 'read_write>') : whole,
    ),
    access: special.bindings.map(({ name, access }) => (widened.has(name) ? 'read_write' : access)),
  };
}
