import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { browserTuningStore, memoryTuningStore, VaeError } from '../../src/index.ts';
import { tuningFile } from '../../src/node/index.ts';
import { addTuning, readTuning } from '../../src/tuning/cache.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { storeOf } from './stores.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

describe('what was measured', () => {
  test('is kept by adapter and dispatch, beside what others measured', async () => {
    const store = memoryTuningStore();
    await addTuning(store, 'one', new Map([['a M=1', { direct_8x8: 1.5 }]]));
    await addTuning(store, 'two', new Map([['a M=1', { direct_8x8: 3 }]]));
    await addTuning(store, 'one', new Map([['b M=1', { split_8x8: 'rejected' }]]));
    await addTuning(store, 'one', new Map([['a M=1', { direct_4x8: 2 }]]));
    expect(await readTuning(store, 'one')).toEqual(
      new Map([
        ['a M=1', { direct_8x8: 1.5, direct_4x8: 2 }],
        ['b M=1', { split_8x8: 'rejected' }],
      ]),
    );
    expect(await readTuning(store, 'two')).toEqual(new Map([['a M=1', { direct_8x8: 3 }]]));
    expect(await readTuning(store, 'constructor')).toEqual(new Map());
  });

  test('is text that people can read', async () => {
    const store = memoryTuningStore();
    await addTuning(store, 'google', new Map([['dense_forward M=1', { direct_8x8: 1.5 }]]));
    expect(JSON.parse((await store.read()) ?? '')).toEqual({
      version: 1,
      adapters: { google: { 'dense_forward M=1': { direct_8x8: 1.5 } } },
    });
  });

  test.each([
    '{"version":1,"adapters":{"one":[]}}',
    '{"version":1,"adapters":{"one":{"a":7}}}',
    '{"version":1,"adapters":[]}',
    '{"version":2,"adapters":{"one":{"a":{"direct_8x8":1}}}}',
    'null',
    '{',
  ])('is nothing where the text makes no sense: %s', async (text) => {
    const store = await storeOf(text);
    expect(await readTuning(store, 'one')).toEqual(new Map());
    await addTuning(store, 'one', new Map([['a', { direct_8x8: 1 }]]));
    expect(await readTuning(store, 'one')).toEqual(new Map([['a', { direct_8x8: 1 }]]));
  });

  test('is taken without the figures that make no sense', async () => {
    const tried = { direct_8x8: -1, direct_4x8: null, split_8x8: 2, tiled_64x64: {}, new_1x1: 1 };
    const store = await storeOf(JSON.stringify({ version: 1, adapters: { one: { a: tried } } }));
    expect(await readTuning(store, 'one')).toEqual(new Map([['a', { split_8x8: 2 }]]));
  });
});

describe('in a browser', () => {
  /** The part of Storage that the store uses. */
  function stubStorage(setItem?: () => void): Map<string, string> {
    const items = new Map<string, string>();
    const localStorage = {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: setItem ?? ((key: string, value: string) => void items.set(key, value)),
    };
    vi.stubGlobal('window', { localStorage });
    return items;
  }

  test('localStorage keeps the text, for every store', async () => {
    const items = stubStorage();
    expect(await browserTuningStore().read()).toBeUndefined();
    await browserTuningStore().write('text');
    expect(await browserTuningStore().read()).toBe('text');
    expect([...items.keys()]).toEqual(['webgpu-vae.tuning']);
  });

  test('that blocks storage, the page remembers', async () => {
    vi.stubGlobal('window', {
      get localStorage() {
        throw new Error('The operation is insecure');
      },
    });
    const store = browserTuningStore();
    await store.write('text');
    expect(await store.read()).toBe('text');
    expect(await browserTuningStore().read()).toBeUndefined();
  });

  test('that has no room, writing rejects', async () => {
    stubStorage(() => {
      throw new Error('QuotaExceededError');
    });
    await expect(browserTuningStore().write('text')).rejects.toThrow('Quota');
  });
});

describe('in Node', () => {
  let folder: TemporaryFolder;
  beforeAll(async () => {
    folder = await temporaryFolder('tuning');
  });
  afterAll(() => folder?.remove());

  test('a file keeps the text, in a folder that is made for it', async () => {
    const path = join(folder.path, 'some', 'where', 'tuning.json');
    expect(await tuningFile(path).read()).toBeUndefined();
    await tuningFile(path).write('one');
    await tuningFile(path).write('two');
    expect(await tuningFile(path).read()).toBe('two');
    expect(await readdir(join(folder.path, 'some', 'where'))).toEqual(['tuning.json']);
  });

  test('it lies in the cache folder by default', async () => {
    vi.stubEnv('XDG_CACHE_HOME', folder.path);
    await tuningFile().write('text');
    expect(await readFile(join(folder.path, 'webgpu-vae', 'tuning.json'), 'utf8')).toBe('text');
  });

  test('a file that is a folder reads as none', async () => {
    expect(await tuningFile(folder.path).read()).toBeUndefined();
  });

  test('where no file can be, writing says so', async () => {
    const file = join(folder.path, 'file');
    await writeFile(file, '');
    const written = tuningFile(join(file, 'tuning.json')).write('text');
    await expect(written).rejects.toThrow(VaeError);
    await expect(written).rejects.toThrow(/could not make the folder of ".+tuning\.json"/);
    await expect(tuningFile(folder.path).write('text')).rejects.toThrow('could not write');
  });
});
