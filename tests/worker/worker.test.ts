import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { buildLibrary } from '../support/library.ts';
import { openServedPage, type ServedPage } from '../support/servedPage.ts';

let folder: TemporaryFolder;
let served: ServedPage;

beforeAll(async () => {
  folder = await temporaryFolder('worker');
  await cp(fileURLToPath(new URL('page', import.meta.url)), folder.path, { recursive: true });
  await buildLibrary(join(folder.path, 'dist'));
  served = await openServedPage(folder.path, { canvases: true });
  await served.page.waitForFunction('globalThis.page !== undefined');
});

afterAll(async () => {
  await served?.close();
  await folder?.remove();
});

/** Calls a function of the page. The test checks its result field by field. */
// biome-ignore lint/suspicious/noExplicitAny: the page is another program, its answer plain JSON.
const call = (code: string): Promise<any> => served.page.evaluate(`page.${code}`);

const DISPOSED = { name: 'DisposedError', isOfItsClass: true };

describe('the scripts of a worker', () => {
  const later = (): number =>
    served.requests.filter((path) => path === 'dist/worker-later.js').length;

  it('are one, for a classic model that trains, is used, saved and loaded', async () => {
    expect(await call('usesTheClassicModel()')).toEqual({ steps: 8, goesOn: 12 });
    expect(later()).toBe(0);
  });

  it('are two, where something more is asked for', async () => {
    expect(await call('usesMore()')).toBe(true);
    expect(later()).toBe(1);
  });
});

describe("a worker of the app's own", () => {
  it('trains, saves and loads a model with a layer that is registered in it', async () => {
    expect(await call('usesAnOwnLayer()')).toEqual({ steps: 4, asOnThePage: true });
  });
});

describe('training in a worker', () => {
  it('gives the bits, the reports and the file of training on the page', async () => {
    expect(await call('sameAsOnThePage()')).toEqual({
      epochs: 2,
      events: 2 * (2 + 1), // two bursts and the epoch itself
      sameEvents: true,
      counted: true,
      stepCount: 8,
      epoch: 2,
      sameFacts: true,
      sameSamples: true,
      sameFile: true,
    });
  });

  it('stops when onEpoch answers false or a signal is aborted, and goes on to the same bits', async () => {
    expect(await call('stops()')).toEqual({
      byEpoch: ['callback', 2],
      bySignal: 'signal',
      before: ['signal', 0],
      goesOn: true,
    });
  });

  it('ends with what a callback threw, the very same, and can go on', async () => {
    expect(await call('throwsInCallbacks()')).toEqual({
      inProgress: true,
      inEpoch: true,
      rejected: true,
      inEstimate: true,
      goesOn: true,
    });
  });

  it('is not in the way of decode, which is answered before it ends', async () => {
    expect(await call('decodesWhileItTrains()')).toEqual({
      training: true,
      values: 37,
      stopped: 'signal',
      argumentIsThere: 3,
    });
  });

  it('takes data that the worker keeps, copied or moved', async () => {
    expect(await call('keepsData()')).toEqual({
      facts: { name: 'noise', dtype: 'u8', rows: 64, columns: 37 },
      copied: true,
      moved: 0,
      sameFile: true,
      elsewhere: expect.stringMatching(/^ConfigError: noise is kept by another worker/),
      evaluated: true,
      afterRelease: expect.stringMatching(/^DisposedError: noise was released/),
    });
  });

  it('of two models in one worker gives each its own bits', async () => {
    expect(await call('trainsTwoModels()')).toEqual({ same: [true, true], otherGoesOn: 2 * 37 });
  });

  it('goes on after a lost device, which the page is told of', async () => {
    const { losses, ...result } = await call('losesItsDevice()');
    expect(result).toEqual({ stepCount: 40, sameFile: true });
    expect(losses).toEqual([{ hasReason: true, step: expect.any(Number) }]);
  });
});

describe('a model in a worker', () => {
  it('answers every call as a model on the page', async () => {
    const results = await call('callsAll()');
    expect(Object.keys(results).length).toBeGreaterThan(10);
    expect(Object.entries(results).filter(([, same]) => same !== true)).toEqual([]);
  });

  it('draws on a canvas of the page, as a model on the page does', async () => {
    const expected = { size: [74, 3], closeToDecoded: true, empty: 0 };
    expect(await call('drawsOnCanvases()')).toEqual({
      results: [expected, expected],
      refused: expect.stringMatching(/^ConfigError: the canvas cannot be handed to a worker/),
    });
  });

  it('profiles, and tunes with a store of the page or its localStorage', async () => {
    const { notices, ...result } = await call('measures()');
    expect(result).toEqual({
      steps: true,
      written: 1,
      measured: true,
      cached: true,
      inThePage: true,
      tuning: true,
    });
    expect(notices).toEqual([expect.stringMatching(/could not be kept: the page is full/)]);
  });

  it('is loaded from bytes, which stay, or a Blob, and its run goes on', async () => {
    expect(await call('loads()')).toEqual({ bytesAreThere: true, steps: [5, 5], goesOn: true });
  });
});

describe('what goes wrong', () => {
  it('arrives as an error of its class with its fields', async () => {
    const { stepCount, ...errors } = await call('refuses()');
    const refused = (name: string, message: RegExp, fields = {}) => ({
      name,
      message: expect.stringMatching(message),
      isOfItsClass: true,
      ...fields,
    });
    expect(errors).toEqual({
      option: refused('ConfigError', /latent must be .* got 0/),
      device: refused('ConfigError', /^device .* cannot be sent to a worker.*`request`/),
      schedule: refused('ConfigError', /^learningRate is a function.*plain data/),
      uncopiable: refused('ConfigError', /an argument of create\(\) cannot be sent/),
      file: refused('FormatError', /./),
      shape: refused('ShapeError', /rows of 3 latents, got 4/),
      fit: refused('ConfigError', /fit needs `epochs` or `steps`/),
      data: refused('DataError', /NaN in row 0, column 0: all values must be finite/),
      numerics: refused('NumericsError', /met NaN/, { step: 1, tensor: 'z' }),
    });
    expect(stepCount).toBe(0);
  });

  it('for good with the device, comes with a checkpoint of where the state stands', async () => {
    const { message, ...error } = await call('losesItsDeviceForGood()');
    expect(message).toMatch(/save\(\) still works/);
    expect(error).toEqual({
      name: 'DeviceLostError',
      isOfItsClass: true,
      step: 6,
      sameStep: true,
    });
  });

  it('is DisposedError where the model or the worker is disposed of while it trains', async () => {
    const { model, afterwards, pending, afterTheWorker } = await call('disposes()');
    expect(model).toMatchObject(DISPOSED);
    expect(afterwards).toMatchObject(DISPOSED);
    expect(pending).toMatchObject([DISPOSED, DISPOSED]);
    expect(afterTheWorker).toMatchObject([DISPOSED, DISPOSED]);
    expect(afterTheWorker[1].message).toMatch(/this VaeWorker was disposed/);
  });

  it('with the worker itself, rejects what waits for it and what comes later', async () => {
    const { dying, later, missing } = await call('dies()');
    const failed = (reason: RegExp) => ({
      name: 'VaeError',
      message: expect.stringMatching(reason),
      isOfItsClass: true,
    });
    expect(dying).toEqual(failed(/the worker failed and was ended: .*died as it was told to/));
    expect(later).toEqual(dying);
    expect(missing).toEqual(
      failed(/worker-host\.js, could not be loaded.*new VaeWorker\(\{ worker:/s),
    );
  });

  it('leaves nothing in the console but what was meant to go wrong', () => {
    const meant = /died as it was told to|missing\.js|404/;
    expect(served.problems.filter((problem) => !meant.test(problem))).toEqual([]);
  });
});
