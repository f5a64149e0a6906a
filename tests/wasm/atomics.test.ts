import { expect, test } from 'vitest';
import { compileShader } from '../../src/wasm/compiler/compileShader.ts';
import { openWasmGpu } from '../../src/wasm/openWasmGpu.ts';
import { atTestEnd } from '../support/ends.ts';

const CODE = `
@group(0) @binding(0) var<storage, read_write> m: array<atomic<u32>>;
@compute @workgroup_size(64)
fn f() {
  for (var k = 0u; k < 8u; k++) {
    // Threads give values next to each other.
    let value = atomicAdd(&m[2], 1u);
    // The steps from each old value to the next add up to the way from the first to the last.
    let most = atomicMax(&m[0], value);
    if (most < value) { atomicAdd(&m[3], value - most); }
    let least = atomicMin(&m[1], 0xffffffffu - value);
    if (least > 0xffffffffu - value) { atomicAdd(&m[4], least - (0xffffffffu - value)); }
  }
}`;
const GROUPS = 500;
const LAUNCHES = 16;

test('no thread loses what another one keeps in an atomic', async () => {
  const gpu = openWasmGpu(compileShader, { threads: 4 }) as GPU;
  const device = await ((await gpu.requestAdapter()) as GPUAdapter).requestDevice();
  atTestEnd(() => device.destroy());
  const { groupOf, launch, pipelineOf, read, storage, submit } = await import('./support/work.ts');
  const buffer = storage(device, 20);
  device.queue.writeBuffer(buffer, 0, Uint32Array.of(0, 0xffffffff, 0, 0, 0));
  const pipeline = await pipelineOf(device, CODE);
  const group = groupOf(device, pipeline.getBindGroupLayout(0), [{ buffer }]);
  // One thread alone takes the first launch: it is not known yet to be worth the others.
  for (let i = 0; i < LAUNCHES; i++) {
    submit(device, (encoder) => launch(encoder, pipeline, [group], [GROUPS]));
  }
  const all = 8 * 64 * GROUPS * LAUNCHES;
  expect(await read(device, buffer)).toEqual([all - 1, 2 ** 32 - all, all, all - 1, all - 1]);
});
