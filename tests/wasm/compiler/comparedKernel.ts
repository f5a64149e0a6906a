import { expect } from 'vitest';
import { runOnDevice } from './runOnDevice.ts';
import { type Buffers, runShader } from './runShader.ts';

const BINDINGS = `
@group(1) @binding(0) var<storage, read> x: array<vec4f>;
@group(1) @binding(1) var<storage, read> n: array<u32>;
@group(1) @binding(2) var<storage, read_write> y: array<vec4f>;
@group(1) @binding(3) var<storage, read_write> m: array<u32>;
`;
/** All bindings must be used, for the layout of the pipeline. */
const TOUCH = 'm[255] = n[0] + u32(x[0].x > 100.0) + u32(y[0].x > 1e9);';

/** A kernel that reads `x` and `n` and writes `y` and `m`. */
export function kernel(body: string, size = 1, declarations = ''): string {
  return `${BINDINGS}${declarations}
@compute @workgroup_size(${size})
fn f(
  @builtin(workgroup_id) id: vec3u,
  @builtin(num_workgroups) grid: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  ${TOUCH}
  ${body}
}`;
}

export function inputs(): Buffers {
  return [
    Float32Array.from({ length: 256 }, (_, i) => Math.sin(i) * 3),
    Uint32Array.from({ length: 256 }, (_, i) => (i * 2654435761) >>> (i % 29)),
    Float32Array.from({ length: 256 }, (_, i) => i / 8),
    Uint32Array.from({ length: 256 }, (_, i) => i),
  ];
}

const BOUND = 2e-6;

/**
 * Runs a kernel on a WebGPU device and as compiled to WebAssembly: integers must be the same, floats
 * nearly so.
 */
export async function expectSame(device: GPUDevice, code: string, workgroups = 1): Promise<void> {
  const grid = [workgroups, 1, 1] as const;
  const ours = runShader(code, 'f', inputs(), grid);
  const theirs = await runOnDevice(device, code, 'f', inputs(), grid);
  expect(ours[3]).toEqual(theirs[3]);
  for (const [i, value] of (theirs[2] as Float32Array).entries()) {
    expect(
      Math.abs(((ours[2] as Float32Array)[i] ?? 0) - value),
      `y[${i}] is ${value}`,
    ).toBeLessThanOrEqual(BOUND * Math.max(1, Math.abs(value)));
  }
  expect([ours[2], ours[3]]).not.toEqual([inputs()[2], inputs()[3]]);
}
