import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Counts } from '../../bench/lib/counters.js';
import { measureCase } from '../../bench/lib/measure.mjs';
import { nodeRuntime } from '../../bench/lib/nodeRuntime.mjs';
import { chooseRuntime, type Page, type Runtime } from '../../bench/lib/runtime.mjs';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';

const PAGE = `
import { shared } from './chunk.js';
Object.assign(globalThis, {
  small: {
    add: ([a, b]) => a + b,
    nothing: () => Number.NaN,
    tell: () => console.info(shared),
    refuse: () => { throw new Error('not today') },
    bytes: async () => [...new Uint8Array(await (await fetch('/images.bin')).arrayBuffer())],
    adapter: async () => (await navigator.gpu.requestAdapter()).info.architecture,
    crash: () => { console.error('out of luck'); process.kill(process.pid, 'SIGKILL'); },
  },
});`;

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder('pages');
  const write = (name: string, text: string | Uint8Array) =>
    writeFile(join(folder.path, name), text);
  await write('package.json', '{ "type": "module" }');
  await write('chunk.js', 'export const shared = "from a chunk";');
  await write('small.js', PAGE);
  await write('images.bin', Uint8Array.of(1, 2, 3));
});
afterAll(() => folder.remove());

test('a page runs in a process of Node, as it would in a browser', async () => {
  const runtime = await nodeRuntime('software', folder.path);
  expect(await runtime.version()).toMatch(/^Node v\d+\.\S+ with Dawn \d/);
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const before = () => {
    Object.assign(globalThis, { first: typeof (globalThis as { small?: unknown }).small });
  };
  const page = await runtime.open('small', { log, before });
  expect(await page.call('add', [2, 3])).toBe(5);
  expect(await page.call('nothing')).toBeNaN();
  expect(await page.call('bytes')).toEqual([1, 2, 3]);
  expect(await page.call('adapter')).toBe('swiftshader');
  expect(
    await page.evaluate((n: number) => [n, (globalThis as { first?: string }).first], 7),
  ).toEqual([7, 'undefined']);
  await page.call('tell');
  expect(lines).toEqual(['from a chunk']);
  await expect(page.call('refuse')).rejects.toThrow('small: not today');
  await page.close();
  await expect(page.call('add', [2, 3])).rejects.toThrow('the page "small" is closed');
});

test('a page whose process ends says so, with its last words', async () => {
  const runtime = await nodeRuntime('software', folder.path);
  const page = await runtime.open('small');
  await expect(page.call('crash')).rejects.toThrow(
    /^the process of the page "small" ended with SIGKILL\n[\s\S]*out of luck/,
  );
  await page.close();
  await expect(runtime.open('missing')).rejects.toThrow('missing: ');
});

const NOTHING = { pipelines: 0, submits: 1, bytes: 0, mappableBytes: 0, datasetBytes: 0 };

/** Pages of contenders whose every step takes a millisecond; one crashes at its n-th call of steps. */
function fakeRuntime(crashing: string, at: number): Runtime {
  return {
    version: async () => 'fake',
    open: async (name) => {
      let calls = 0;
      return {
        call: async () => undefined,
        close: async () => {},
        // The page's version, then the milliseconds of the first step, then what steps took.
        evaluate: async (_: unknown, argument?: unknown) => {
          if (argument === undefined) return '1.0';
          if (typeof argument === 'object') return 5;
          calls += 1;
          if (name === crashing && calls === at) throw new Error('the device was lost');
          const counts = NOTHING as Counts;
          return { ms: Number(argument), loss: 200, before: counts, after: counts };
        },
      } as Page;
    },
  };
}

const measureWith = (runtime: Runtime) =>
  measureCase({
    runtime,
    contenders: ['a', 'b'],
    model: 'seed',
    batch: 128,
    rounds: 3,
    roundMs: 10,
    firstSteps: 1,
    log: () => {},
  });

test('a contender that crashes ends alone, and keeps the rounds that it had', async () => {
  // Three calls to learn 19 steps with at most a round's ten a call, four for the loss, one round.
  const { cases, failed } = await measureWith(fakeRuntime('b', 9));
  expect(failed).toEqual([{ variant: 'b', reason: 'the device was lost' }]);
  expect(
    cases.map(({ contender, samplesPerSecond }) => [contender, samplesPerSecond.median]),
  ).toEqual([
    ['a', 128_000],
    ['b', 128_000],
  ]);
});

test('a contender that cannot begin has no case', async () => {
  const { cases, failed } = await measureWith(fakeRuntime('a', 1));
  expect(cases.map(({ contender }) => contender)).toEqual(['b']);
  expect(failed).toHaveLength(1);
});

test('the adapter is the one that was asked for, or none', async () => {
  const about = { vendor: '', architecture: '', device: '', description: 'this one' };
  const offering = (software: boolean | undefined): Runtime => ({
    version: async () => '',
    open: async () =>
      ({
        call: async () => (software === undefined ? null : { ...about, software }),
        close: async () => {},
      }) as unknown as Page,
  });
  await expect(chooseRuntime('hardware', () => offering(undefined), 'Buy one.')).rejects.toThrow(
    '--adapter hardware: there is no WebGPU adapter. Buy one.',
  );
  await expect(chooseRuntime('hardware', () => offering(true), 'Buy one.')).rejects.toThrow(
    '--adapter hardware: there is only the software adapter "this one". Buy one.',
  );
  await expect(chooseRuntime('software', () => offering(false), '')).rejects.toThrow(
    'A software adapter was asked for, and there is the hardware adapter "this one".',
  );
  const { adapter } = await chooseRuntime('auto', (kind) => offering(kind === 'software'), '');
  expect(adapter.software).toBe(false);
});
