/** Kernels whose speed is the peak of an adapter. */

/** Invocations of a workgroup of {@link chainKernel}. */
export const CHAIN_WORKGROUP = 64;
/** Iterations of a chain's loop; each does four multiply-adds per chain. */
const LOOPS = 256;
const UNROLLED = 4;

/** Bytes that {@link COPY_KERNEL} reads, and as many that it writes. */
export const COPY_BYTES = 64 * 2 ** 20;
const COPY_WORKGROUP = 256;
/** Workgroups of {@link COPY_KERNEL}. */
export const COPY_GROUPS = COPY_BYTES / 16 / COPY_WORKGROUP;

/** Multiply-adds of one workgroup of {@link chainKernel}. */
export const multiplyAddsOf = (chains: number): number =>
  4 * chains * UNROLLED * LOOPS * CHAIN_WORKGROUP;

/**
 * Chains of multiply-adds on data unknown to the compiler. Their sum is stored, so that none is
 * optimised away.
 */
export function chainKernel(chains: number): string {
  const each = (line: (chain: number) => string): string =>
    Array.from({ length: chains }, (_, i) => line(i)).join('\n');
  const round = each((i) => `c${i} = c${i} * scale + shift;`);
  return /* wgsl */ `
@group(0) @binding(0) var<storage, read_write> data: array<vec4f>;
@compute @workgroup_size(${CHAIN_WORKGROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let scale = data[0];
  let shift = data[1];
  ${each((i) => `var c${i} = vec4f(f32(id.x + ${i}u));`)}
  for (var i = 0u; i < ${LOOPS}u; i++) {
    ${Array.from({ length: UNROLLED }, () => round).join('\n')}
  }
  var sum = vec4f();
  ${each((i) => `sum += c${i};`)}
  data[2u + id.x] = sum;
}`;
}

/** Copies the first half of a buffer into the second. */
export const COPY_KERNEL = /* wgsl */ `
@group(0) @binding(0) var<storage, read_write> data: array<vec4f>;
@compute @workgroup_size(${COPY_WORKGROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  data[id.x + ${COPY_BYTES / 16}u] = data[id.x];
}`;
