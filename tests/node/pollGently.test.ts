import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { openGpu } from '../../src/node/adapter.ts';
import { pollGently } from '../../src/node/pollGently.ts';

pollGently();

test("Dawn's polls are a millisecond apart", async () => {
  const { adapter, release } = await openGpu('software');
  const device = await adapter.requestDevice();
  const timers = vi.spyOn(globalThis, 'setImmediate');
  const module = device.createShaderModule({ code: '@compute @workgroup_size(1) fn main() {}' });
  await device.createComputePipelineAsync({ layout: 'auto', compute: { module } });
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
