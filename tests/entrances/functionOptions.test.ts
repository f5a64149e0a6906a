import { expect, test } from 'vitest';
import { requestAdapter } from '../../src/gpu/requestAdapter.ts';
import {
  ConfigError,
  predictStep,
  rowLayout,
  simulateInteractions,
  sparseRows,
  storeCheckpoint,
} from '../../src/index.ts';
import { VaeWorker } from '../../src/worker/index.ts';

const cost = {
  dispatches: [{ label: 'a', kernel: 'k', flops: 1, bytes: 1, reads: [], writes: [] }],
} as never;
const peak = { gflops: 1, gbPerSecond: 1, microsecondsPerDispatch: 0 };
const worker = { postMessage() {}, addEventListener() {}, terminate() {} } as never;

test.each<[string, () => unknown, string]>([
  [
    'sparseRows',
    () => sparseRows({ offsets: [0, 1], columns: [0], width: 2, valus: [3] } as never),
    'did you mean "values"?',
  ],
  ['rowLayout', () => rowLayout({ rows: 1, columns: 2, dtyp: 'u8' } as never), '"dtype"'],
  ['simulateInteractions', () => simulateInteractions({ usrs: 3 } as never), '"users"'],
  ['predictStep', () => predictStep(cost, { ...peak, lane: 3 } as never), '"lane"'],
  ['predictStep, of a text,', () => predictStep(cost, { ...peak, gflops: '1' } as never), 'gflops'],
  ['VaeWorker', () => new VaeWorker({ wroker: worker } as never), '"worker"'],
  ['VaeWorker, of null,', () => new VaeWorker(null as never), 'as an object, got null'],
])('%s refuses what it does not know', (_, call, message) => {
  expect(call).toThrow(ConfigError);
  expect(call).toThrow(message);
});

test('a request for an adapter refuses what it does not know', async () => {
  const gpu = { requestAdapter: async () => null } as never;
  const request = { powerPrefrence: 'low-power' } as never;
  await expect(requestAdapter({ gpu, request })).rejects.toThrow(
    'request has no option "powerPrefrence"',
  );
});

test('where there is no IndexedDB, checkpoints have another place', async () => {
  await expect(storeCheckpoint('model', new Uint8Array(8))).rejects.toThrow(
    'there is no IndexedDB here: browsers store checkpoints in it; elsewhere write the bytes to a file',
  );
});

test('calls of a worker refuse options that are none', async () => {
  using thread = new VaeWorker({ worker });
  const rows = new Float32Array(4);
  await expect(thread.keep(rows, null as never)).rejects.toThrow('as an object, got null');
  await expect(thread.keep(rows, { trasnfer: true } as never)).rejects.toThrow('"transfer"');
  await expect(thread.create(null as never)).rejects.toThrow('as an object, got null');
});
