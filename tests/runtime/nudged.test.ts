import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Memory } from '../../src/gpu/memory.ts';
import { nudged } from '../../src/gpu/nudged.ts';
import { Readback } from '../../src/gpu/readback.ts';
import { wallMs } from '../../src/gpu/slope.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/147.0.0.0 Safari/537.36';

/** A device that looks for finished work when something is submitted, and at no other time. */
class PolledGpu {
  lost: string | undefined;
  /** The number of command buffers of each submit. */
  readonly submits: number[] = [];
  #waiting: (() => void)[] = [];
  #doneAt = 0;

  readonly device = {
    queue: {
      submit: (commands: unknown[]) => {
        this.submits.push(commands.length);
        if (this.lost !== undefined || Date.now() < this.#doneAt) return;
        for (const resolve of this.#waiting) resolve();
        this.#waiting = [];
      },
      onSubmittedWorkDone: () => this.done(),
    },
    createCommandEncoder: () => ({ copyBufferToBuffer: () => {}, finish: () => ({}) }),
  } as unknown as GPUDevice;

  readonly memory = {
    create: (_: string, size: number) => ({
      size,
      mapAsync: () => this.done(),
      getMappedRange: () => new ArrayBuffer(size),
      unmap: () => {},
    }),
  } as unknown as Memory;

  /** The work at hand takes so long. */
  busy(ms: number): void {
    this.#doneAt = Date.now() + ms;
  }

  done(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }
}

const slice = { buffer: {} as GPUBuffer, offset: 0, size: 16 };

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('GPUMapMode', { READ: 1 });
  vi.stubGlobal('GPUBufferUsage', { MAP_READ: 1, COPY_DST: 8 });
});
afterEach(() => {
  // Whatever happened: no timer runs on.
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('in Firefox', () => {
  beforeEach(() => vi.stubGlobal('navigator', { userAgent: FIREFOX }));

  test('a read-back ends a millisecond or two after its work, and creates nothing meanwhile', async () => {
    const gpu = new PolledGpu();
    const encoder = vi.spyOn(gpu.device, 'createCommandEncoder');
    gpu.busy(10);
    const reading = new Readback(gpu).read([slice]);
    await vi.advanceTimersByTimeAsync(20);
    expect((await reading)[0]?.byteLength).toBe(16);
    expect(encoder).toHaveBeenCalledOnce();
    // The copy, then one empty submit a millisecond until the work was done, and none after it.
    expect(gpu.submits).toEqual([1, ...Array(10).fill(0)]);
  });

  test('several at a time, and those that are there at once', async () => {
    const gpu = new PolledGpu();
    const all = Promise.all([nudged(gpu, gpu.done()), nudged(gpu, gpu.done())]);
    await vi.advanceTimersByTimeAsync(1);
    await all;
    const { length } = gpu.submits;
    await nudged(gpu, Promise.resolve());
    await vi.advanceTimersByTimeAsync(50);
    expect(gpu.submits).toHaveLength(length);
  });

  test('a failed map fails as before, and ends the nudges', async () => {
    const gpu = new PolledGpu();
    await expect(nudged(gpu, Promise.reject(new Error('unmapped')))).rejects.toThrow('unmapped');
    await vi.advanceTimersByTimeAsync(50);
    expect(gpu.submits).toEqual([]);
  });

  test('a lost device is not nudged, also if the map stays pending', async () => {
    const gpu = new PolledGpu();
    gpu.busy(1000);
    void nudged(gpu, gpu.done());
    await vi.advanceTimersByTimeAsync(5);
    expect(gpu.submits).toHaveLength(5);
    gpu.lost = 'gone';
    await vi.advanceTimersByTimeAsync(50);
    expect(gpu.submits).toHaveLength(5);
  });

  test("the host's clock times work to a millisecond or two", async () => {
    const gpu = new PolledGpu();
    const timing = wallMs(gpu, () => gpu.busy(7));
    await vi.advanceTimersByTimeAsync(20);
    expect(await timing).toBeGreaterThanOrEqual(7);
    expect(await timing).toBeLessThan(10);
  });
});

test.each([
  ['Chrome', { userAgent: CHROME }],
  ['Node 20, which has no navigator', undefined],
])('nothing is submitted in %s', async (_, navigator) => {
  vi.stubGlobal('navigator', navigator);
  const gpu = new PolledGpu();
  const pending = gpu.done();
  expect(nudged(gpu, pending)).toBe(pending);
  await vi.advanceTimersByTimeAsync(500);
  expect(gpu.submits).toEqual([]);
});

test.each([undefined, {}, { gpu: {} }])(
  'a runtime whose navigator is %o gets no nudge',
  (given) => {
    vi.stubGlobal('navigator', given);
    const gpu = new PolledGpu();
    const pending = gpu.done();
    expect(nudged(gpu, pending)).toBe(pending);
    expect(vi.getTimerCount()).toBe(0);
  },
);
