import { BLOCK, physicalSize, roundUp } from '../graph/layout.ts';
import type { Dispatch } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { FusionOptions } from './rule.ts';

/** Invocations per workgroup of the latent kernels, as their shaders have it. */
const INVOCATIONS = 64;

/** Number of blocks of four latents. The latent kernels process a row in these parts. */
export function latentParts(latent: number): number {
  return Math.ceil(latent / 4);
}

/**
 * Scratch memory for the invocations of a latent kernel: partial sums of `blocks` blocks of 8 rows
 * x 4 columns, in as many slices as there are invocations if each has 4 rows of a block, and `more`
 * blocks.
 */
export function partialSums(
  name: string,
  { rows, blocks, more }: { rows: number; blocks: number; more: number },
  { latentInvocations = INVOCATIONS }: FusionOptions,
): Tensor {
  const slices = Math.max(1, Math.floor(latentInvocations / (2 * blocks)));
  const shape = [roundUp(rows, BLOCK) * 4 * (slices * blocks + more)];
  return { name: `partial(${name})`, shape, dtype: 'f32', role: 'scratch' };
}

/** The constant of a latent kernel that is launched with another number of invocations. */
export function lanes({ latentInvocations }: FusionOptions): { readonly LANES?: number } {
  return latentInvocations === undefined || latentInvocations === INVOCATIONS
    ? {}
    : { LANES: latentInvocations };
}

/**
 * All parameters of the group that contains `members`; undefined if they are in different groups.
 */
export function groupParameters(members: readonly Tensor[]): Tensor | undefined {
  const [first] = members;
  const same = members.every(
    ({ role, group }) => role === 'parameter' && group !== undefined && group === first?.group,
  );
  if (!same || first?.group === undefined) return undefined;
  const ends = members.map(({ shape, offset = 0 }) => offset + physicalSize(shape));
  const end = Math.max(...ends);
  return {
    name: `${first.group}.parameters[..${end}]`,
    shape: [end],
    dtype: 'f32',
    role: 'groupParameters',
    group: first.group,
  };
}

/** True if there are several samples per row. The latent kernels support only one. */
export function severalSamples({ constants }: Dispatch): boolean {
  return constants.SAMPLES !== undefined && constants.SAMPLES !== 1;
}

/** Index of the vec4 at which a parameter starts within its group. */
export function parameterStart({ offset = 0 }: Tensor): number {
  return offset / 4;
}
