import type { SpecializedKernel } from '../kernels/specialize.ts';

/**
 * The code of a kernel, which asks for subgroups of a size if it computes products. WGSL wants whole
 * subgroups along x, so all invocations lie there: a product knows its own by `local_invocation_index` alone.
 * The code stays as it is where the size does not divide the workgroup.
 */
export function inSubgroups({ code, constants }: SpecializedKernel, size?: number): string {
  // Not a number for kernels without products, or without a size.
  const count = Number(constants.WORKGROUP_X) * Number(constants.WORKGROUP_Y);
  if (count % Number(size) !== 0) return code;
  const enables = 'enable subgroups;enable subgroup_size_control;';
  return enables + code.replace('(WORKGROUP_X, WORKGROUP_Y)', `(${count}) @subgroup_size(${size})`);
}
