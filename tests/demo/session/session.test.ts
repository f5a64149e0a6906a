import { describe, expect, test } from 'vitest';
import type { DataLoader } from '../../../demo/src/data/client.ts';
import type { ImageSet } from '../../../demo/src/data/imageSet.ts';
import { Notices } from '../../../demo/src/session/notices.ts';
import { Session } from '../../../demo/src/session/session.ts';
import { defaultSettings } from '../../../demo/src/session/settings.ts';
import type { TrainingThread } from '../../../demo/src/session/trainingThread.ts';
import { toDataset } from '../../../src/data/dataset.ts';
import { VaeError } from '../../../src/errors.ts';
import type { FitOptions } from '../../../src/training/fit.ts';

/** A promise that the test settles. */
function deferred<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

function imageSet(name: string): ImageSet {
  const rows = toDataset(new Uint8Array(16 * 4), 4, name);
  return { name, width: 2, height: 2, channels: 1, train: rows, test: rows, skipped: [] };
}

/** A model that trains until the test or the signal ends it. */
class FakeModel {
  architecture = { family: 'vae', input: [4], likelihood: { kind: 'bernoulli' } };
  programs: readonly string[] = ['encode', 'decode', 'sample'];
  watched = { figure: 'elbo', better: 'lower' };
  options = { batchSize: 4, learningRate: 1e-3, beta: 1, seed: 1 };
  adapter = { software: true };
  epoch = 0;
  stepCount = 0;
  disposed = false;
  fits: { options: FitOptions; end: ReturnType<typeof deferred<void>> }[] = [];
  describe() {
    return [{ name: 'fc21', kind: 'gaussian posterior', output: [2], parameters: 0 }];
  }
  async prepare() {}
  fit(_: unknown, options: FitOptions) {
    const end = deferred<void>();
    this.fits.push({ options, end });
    options.signal?.addEventListener('abort', () => end.resolve());
    return end.promise;
  }
  async reconstruct() {
    return new Float32Array(4);
  }
  async sample() {
    return new Float32Array(4);
  }
  async encode() {
    return { mu: new Float32Array(2), logvar: new Float32Array(2) };
  }
  dispose() {
    this.disposed = true;
  }
}

class FakeThread {
  models: FakeModel[] = [];
  keeping: ReturnType<typeof deferred<unknown>> | undefined;
  loading: ReturnType<typeof deferred<FakeModel>> | undefined;
  restarts = 0;
  async create() {
    const model = new FakeModel();
    this.models.push(model);
    return model;
  }
  load() {
    this.loading = deferred<FakeModel>();
    return this.loading.promise;
  }
  keep() {
    return this.keeping?.promise ?? Promise.resolve({ train: {}, validation: {} });
  }
  release() {}
  restart() {
    this.restarts++;
  }
}

function open() {
  const thread = new FakeThread();
  const mnist = deferred<ImageSet>();
  const loader = { loadMnist: () => mnist.promise } as unknown as DataLoader;
  const notices = new Notices();
  const adapter = {
    vendor: '',
    architecture: '',
    device: '',
    description: '',
    software: true,
    limits: {},
    features: [],
  };
  const settings = { ...defaultSettings(true), epochs: 3 };
  const session = new Session(
    settings,
    adapter,
    notices,
    loader,
    thread as unknown as TrainingThread,
  );
  return { session, thread, mnist, notices };
}

/** A session whose first model trains. */
async function training() {
  const opened = open();
  opened.session.imageSets.use(imageSet('own'));
  void opened.session.train();
  await settled();
  expect(opened.session.phase.value).toBe('training');
  return { ...opened, model: opened.thread.models[0] as FakeModel };
}

test('pauses, goes on towards the same epoch, and is ready in the end', async () => {
  const { session, model } = await training();
  model.epoch = 1;
  session.pause();
  await settled();
  expect(session.phase.value).toBe('paused');
  void session.resume();
  await settled();
  expect(model.fits[1]?.options.epochs).toBe(2);
  model.epoch = 3;
  model.fits[1]?.end.resolve();
  await settled();
  expect(session.phase.value).toBe('ready');
});

test('images that come late take nothing away from those chosen meanwhile', async () => {
  const { session, mnist } = open();
  void session.imageSets.useMnist();
  session.imageSets.use(imageSet('own'));
  void session.train();
  await settled();
  mnist.resolve(imageSet('MNIST'));
  await settled();
  expect(session.images.value?.name).toBe('own');
  expect(session.phase.value).toBe('training');
});

test('a load that failed says so and may be asked for again', async () => {
  const { session, mnist, notices } = open();
  void session.imageSets.useMnist();
  mnist.reject(new Error('no network'));
  await settled();
  expect(session.imageSets.loading.value).toBeUndefined();
  expect(notices.list.value[0]?.text).toContain('no network');
});

describe('a reset', () => {
  test('while the images are handed over leaves nothing behind', async () => {
    const { session, thread, notices } = open();
    const keeping = deferred<unknown>();
    thread.keeping = keeping;
    session.imageSets.use(imageSet('own'));
    void session.train();
    await settled();
    session.reset();
    keeping.resolve({ train: {}, validation: {} });
    await settled();
    expect(session.phase.value).toBe('idle');
    expect(thread.models[0]?.fits).toEqual([]);
    expect(notices.list.value).toEqual([]);
  });

  test('ends what the run before it still reports', async () => {
    const { session, model } = await training();
    session.reset();
    const report = { epoch: 1, step: 1, stepsInEpoch: 4, imagesPerSecond: 1, secondsLeft: 1 };
    model.fits[0]?.options.onProgress?.({ ...report, elbo: 1, reconstruction: 1, kl: 0 });
    session.monitor.show();
    await settled();
    expect(session.monitor.progress.value).toBeUndefined();
    expect(session.monitor.curve.value.train).toEqual([]);
    expect(session.monitor.glimpse.value).toBeUndefined();
    expect(model.disposed).toBe(true);
  });
});

test('a checkpoint that is read too late is not taken', async () => {
  const { session, thread } = open();
  session.imageSets.use(imageSet('own'));
  void session.load(new Uint8Array());
  session.imageSets.use(imageSet('other'));
  const model = new FakeModel();
  thread.loading?.resolve(model);
  await settled();
  expect(model.disposed).toBe(true);
  expect(session.model.value).toBeUndefined();
  expect(session.phase.value).toBe('idle');
});

test('a checkpoint that is none leaves the run alone', async () => {
  const { session, thread, notices } = await training();
  void session.load(new Uint8Array());
  thread.loading?.reject(new Error('no checkpoint'));
  await settled();
  expect(session.phase.value).toBe('training');
  expect(notices.list.value[0]?.text).toContain('no checkpoint');
});

test('a thread that ended is replaced, and the next model is made there', async () => {
  const { session, thread, model, notices } = await training();
  model.fits[0]?.end.reject(new VaeError('the worker ended'));
  await settled();
  expect(thread.restarts).toBe(1);
  expect(session.phase.value).toBe('idle');
  expect(notices.list.value[0]?.text).toContain('Train starts a new one');
  void session.train();
  await settled();
  expect(thread.models).toHaveLength(2);
  expect(session.phase.value).toBe('training');
});
