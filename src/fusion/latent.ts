import { BLOCK, physicalSize, roundUp, rowStride } from '../graph/layout.ts';
import type { Tensor } from '../graph/tensor.ts';

/** Invocations of a workgroup of the latent kernels, and rows that it makes. */
const INVOCATIONS = 64;
const ROWS = 8;

/**
 * Memory in which the latent kernels keep partial sums of a matrix [rows, columns]: as many
 * slices of it as there are invocations for.
 */
export function partialSums(name: string, rows: number, columns: number): Tensor {
  const width = rowStride([columns]);
  const blocks = (ROWS / 4) * (width / 4);
  const slices = Math.max(1, Math.floor(INVOCATIONS / blocks));
  const shape = [roundUp(rows, BLOCK) * slices * width];
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

/** The vec4 at which a parameter starts within its group. */
export function parameterStart({ offset = 0 }: Tensor): number {
  return offset / 4;
}
