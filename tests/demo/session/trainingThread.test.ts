import { afterEach, expect, test, vi } from 'vitest';
import type { ImageSet } from '../../../demo/src/data/imageSet.ts';
import { Notices } from '../../../demo/src/session/notices.ts';
import { TrainingThread } from '../../../demo/src/session/trainingThread.ts';
import { toDataset } from '../../../src/data/dataset.ts';
import type { HostRows } from '../../../src/data/table.ts';
import { VaeWorker } from '../../../src/worker/index.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const rows = (count: number, name: string) => toDataset(new Uint8Array(count * 4), 4, name);

/** A thread whose worker only counts: what it was given, and how many of that were released. */
function open() {
  const given: HostRows[] = [];
  let released = 0;
  vi.stubGlobal(
    'Worker',
    class extends EventTarget {
      postMessage() {}
      terminate() {}
    },
  );
  const keep = async (data: HostRows) => {
    given.push(data);
    return { rows: data.rows, release: () => (released += 1) };
  };
  vi.spyOn(VaeWorker.prototype, 'keep').mockImplementation(keep as never);
  const thread = new TrainingThread(new Notices());
  return { thread, given, released: () => released };
}

const images: ImageSet = {
  ...{ name: 'own', width: 2, height: 2, channels: 1, skipped: [] },
  train: rows(16, 'train'),
  test: rows(8, 'test'),
};

test('images are handed over once, and anew for other numbers of rows', async () => {
  const { thread, given, released } = open();
  const first = await thread.keep(images, 16, 4);
  expect(await thread.keep(images, 99, 4)).toBe(first);
  expect([first.train.rows, first.validation.rows]).toEqual([16, 4]);
  const more = await thread.keep(images, 16, 6);
  expect([more.train.rows, more.validation.rows]).toEqual([16, 6]);
  const less = await thread.keep(images, 8, 6);
  expect([less.train.rows, less.validation.rows]).toEqual([8, 6]);
  const all = await thread.keep(images, 8, 100);
  expect(await thread.keep(images, 8, 200)).toBe(all);
  expect(given).toHaveLength(8);
  expect(released()).toBe(6);
});
