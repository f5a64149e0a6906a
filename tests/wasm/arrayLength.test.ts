import { expect, test } from 'vitest';
import { compileShader } from '../../src/wasm/compiler/compileShader.ts';
import { openWasmGpu } from '../../src/wasm/openWasmGpu.ts';
import { useGpu } from '../support/gpu.ts';

const gpu = useGpu();
const wasm = (await (
  await openWasmGpu(compileShader, { threads: 0 }).requestAdapter()
)?.requestDevice()) as GPUDevice;
const { groupOf, launch, pipelineOf, read, storage, submit } = await import('./support/work.ts');

const LENGTHS = `struct Tail { first: vec4u, rest: array<vec2f> }
@group(0) @binding(0) var<storage, read> numbers: array<u32>;
@group(0) @binding(1) var<storage, read> tail: Tail;
@group(0) @binding(2) var<storage, read_write> out: array<u32>;
@compute @workgroup_size(1) fn lengths() {
  out[0] = arrayLength(&numbers);
  out[1] = arrayLength(&tail.rest);
  out[2] = arrayLength(&out);
}`;

/** Lengths of the ranges that are bound, not of the buffers. */
async function lengths(device: GPUDevice): Promise<number[]> {
  const pipeline = await pipelineOf(device, LENGTHS);
  const [buffer, out] = [storage(device, 1024), storage(device, 16)];
  const group = groupOf(device, pipeline.getBindGroupLayout(0), [
    { buffer, offset: 256, size: 40 },
    { buffer, offset: 512 },
    { buffer: out },
  ]);
  submit(device, (encoder) => launch(encoder, pipeline, [group], [1]));
  return read(device, out);
}

test('arrays are as long as what is bound of their buffers', async () => {
  expect(await lengths(wasm)).toEqual([10, 62, 4, 0]);
  expect(await lengths(gpu().device)).toEqual([10, 62, 4, 0]);
  wasm.destroy();
});
