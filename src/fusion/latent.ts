import { BLOCK, physicalSize, roundUp } from '../graph/layout.ts';
import type { Dispatch } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';

/** Invocations of a workgroup of the latent kernels. */
const INVOCATIONS = 64;

/** Blocks of four latents: the parts in which the latent kernels make a row. */
export function latentParts(latent: number): number {
  return Math.ceil(latent / 4);
}

/**
 * Memory for what the invocations of a latent kernel hand on: partial sums of `blocks` blocks of
 * 8 rows x 4 columns, as many slices of them as there are invocations for if each has 4 rows of a
 * block, and `more` blocks.
 */
export function partialSums(name: string, rows: number, blocks: number, more: number): Tensor {
  const slices = Math.max(1, Math.floor(INVOCATIONS / (2 * blocks)));
  const shape = [roundUp(rows, BLOCK) * 4 * (slices * blocks + more)];
  return { name: `partial(${name})`, shape, dtype: 'f32', role: 'scratch' };
}

/** The parameters of the one group that holds `members`; undefined if they are of several. */
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

/** The latent kernels make one sample a row. */
export function severalSamples({ constants }: Dispatch): boolean {
  return constants.SAMPLES !== undefined && constants.SAMPLES !== 1;
}

/** The vec4 at which a parameter starts within its group. */
export function parameterStart({ offset = 0 }: Tensor): number {
  return offset / 4;
}
