import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { openGpu } from '../../src/node/adapter.ts';
import { pollGently } from '../../src/node/pollGently.ts';

pollGently();

/** Runs for many polls: no compiler knows the sum of a hash. */
const SLOW = `
@group(0) @binding(0) var<storage, read_write> sum: u32;
@compute @workgroup_size(1) fn main() {
  for (var i = 0u; i < 10000000u; i++) { sum = (sum ^ i) * 16777619u; }
}`;

test("Dawn's polls are a millisecond apart", async () => {
  const { adapter, release } = await openGpu('software');
  const device = await adapter.requestDevice();
  const timers = vi.spyOn(globalThis, 'setImmediate');
  const module = device.createShaderModule({ code: SLOW });
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module } });
  const buffer = device.createBuffer({ size: 4, usage: GPUBufferUsage.STORAGE });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  const entries = [{ binding: 0, resource: { buffer } }];
  pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
  pass.dispatchWorkgroups(1);
  pass.end();
  device.queue.submit([encoder.finish()]);
  await device.queue.onSubmittedWorkDone();
  const polls: unknown[] = timers.mock.results.map(({ value }) => value);
  expect(polls.length).toBeGreaterThan(0);
  for (const poll of polls) expect(poll).toHaveProperty('_idleTimeout', 1);
  timers.mockRestore();
  device.destroy();
  release();
});

test('other callbacks run as immediates, with their arguments, and can be cleared', async () => {
  const ran: string[] = [];
  setImmediate((name: string) => ran.push(name), 'own');
  clearImmediate(setImmediate(() => ran.push('cleared')));
  setImmediate(ran.push.bind(ran), 'bound');
  await promisify(setImmediate)();
  expect(ran).toEqual(['own', 'bound']);
});

test('is done once a process', () => {
  const before = globalThis.setImmediate;
  pollGently();
  expect(globalThis.setImmediate).toBe(before);
});
