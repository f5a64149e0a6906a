// @ts-check
/** Training in a worker, compared with training on the page. */
import {
  bytesOf,
  columns,
  createHere,
  data,
  local,
  options,
  pixels,
  remote,
  rows,
  same,
  startMortal,
} from './common.js';

/** @typedef {import('../../../src/worker/index.ts').Progress} Progress */
/** @typedef {import('../../../src/worker/index.ts').EpochReport} EpochReport */

export async function sameAsOnThePage() {
  using worker = new remote.VaeWorker();
  const here = await createHere();
  const there = await worker.create(options);
  /** @type {unknown[]} */
  const events = [];
  /** @type {boolean[]} */
  const counted = [];
  /** @param {typeof events} into @returns {import('../../../src/index.ts').FitOptions} */
  const listen = (into) => ({
    epochs: 2,
    validation: data,
    onProgress: ({ epoch, step, elbo }) => void into.push({ epoch, step, elbo }),
    onEpoch: ({ epoch, train, test }) => void into.push({ epoch, train, test }),
  });
  /** @type {unknown[]} */
  const expected = [];
  await here.fit(data, listen(expected));
  const { onProgress, ...rest } = listen(events);
  const history = await there.fit(data, {
    ...rest,
    onProgress: (progress) => {
      onProgress?.(progress);
      const steps = (progress.epoch - 1) * 4 + progress.step;
      counted.push(there.stepCount >= steps && there.memory.bytes > 0);
    },
  });
  const epochsHere = expected.length;
  return {
    epochs: history.epochs.length,
    events: events.length,
    sameEvents: JSON.stringify(events) === JSON.stringify(expected) && epochsHere > 0,
    counted: counted.length > 0 && counted.every(Boolean),
    stepCount: there.stepCount,
    epoch: there.epoch,
    sameFacts:
      JSON.stringify([there.config, there.options, there.adapter]) ===
      JSON.stringify([here.config, here.options, here.adapter]),
    sameSamples: same(await here.sample(3, 5), await there.sample(3, 5)),
    sameFile: same(await bytesOf(here), await bytesOf(there)),
  };
}

export async function usesTheClassicModel() {
  using worker = new remote.VaeWorker();
  const first = await worker.create(options);
  await first.fit(data, { epochs: 2, validation: data });
  await first.evaluate(data);
  await first.decode((await first.encode(data)).mu);
  await first.reconstruct(data);
  await first.sample(2);
  const again = await worker.load(await first.save());
  await again.fit(data, { epochs: 1 });
  return { steps: first.stepCount, goesOn: again.stepCount };
}

/** A likelihood, an optimizer and a layer that the classic model has not: with the bits of the page. */
export async function usesMore() {
  using worker = new remote.VaeWorker();
  const choice = /** @type {const} */ ({
    architecture: {
      input: columns,
      encoder: [{ kind: 'dense', units: 16 }, { kind: 'layerNorm' }],
      latent: 2,
      decoder: [{ kind: 'dense', units: 8 }],
      likelihood: 'gaussian',
    },
    optimizer: 'adamw',
    batchSize: 16,
    seed: 7,
    backend: 'webgpu',
  });
  const there = await worker.create(choice);
  const here = await local.VAE.create(choice);
  for (const vae of [here, there]) await vae.fit(data, { epochs: 1 });
  const nll = await there.estimateNll(data, { samples: 3 });
  const equal = same(await bytesOf(here), await bytesOf(there));
  here.dispose();
  return equal && Number.isFinite(nll.nll);
}

export async function stops() {
  using worker = new remote.VaeWorker();
  const vae = await worker.create(options);
  const byEpoch = await vae.fit(data, {
    epochs: 9,
    onEpoch: async ({ epoch }) => epoch < 2,
  });
  const controller = new AbortController();
  const bySignal = await vae.fit(data, {
    epochs: 1e6,
    signal: controller.signal,
    onProgress: ({ step }) => step === 2 && controller.abort(),
  });
  const before = await vae.fit(data, { epochs: 1, signal: controller.signal });
  const { stepCount } = vae;
  await vae.fit(data, { steps: 5 });
  const whole = await createHere();
  await whole.fit(data, { steps: stepCount + 5 });
  return {
    byEpoch: [byEpoch.stopped, byEpoch.epochs.length],
    bySignal: bySignal.stopped,
    before: [before.stopped, before.epochs.length],
    goesOn: same(await bytesOf(vae), await bytesOf(whole)),
  };
}

export async function throwsInCallbacks() {
  using worker = new remote.VaeWorker();
  const vae = await worker.create(options);
  const mine = { of: 'the page' };
  const thrower = () => {
    throw mine;
  };
  /** @param {Promise<unknown>} promise */
  const isMine = (promise) =>
    promise.then(
      () => false,
      (error) => error === mine,
    );
  const inProgress = await isMine(vae.fit(data, { epochs: 1e6, onProgress: thrower }));
  const inEpoch = await isMine(vae.fit(data, { epochs: 1e6, onEpoch: thrower }));
  const rejected = await isMine(
    vae.fit(data, { epochs: 1e6, onEpoch: () => Promise.reject(mine) }),
  );
  const inEstimate = await isMine(vae.estimateNll(data, { samples: 4, onProgress: thrower }));
  const { stepCount } = vae;
  await vae.fit(data, { steps: 3 });
  const whole = await createHere();
  await whole.fit(data, { steps: stepCount + 3 });
  const goesOn = same(await bytesOf(vae), await bytesOf(whole));
  return { inProgress, inEpoch, rejected, inEstimate, goesOn };
}

export async function decodesWhileItTrains() {
  using worker = new remote.VaeWorker();
  const vae = await worker.create(options);
  const z = new Float32Array(3);
  const controller = new AbortController();
  let training = true;
  /** @type {Promise<{ training: boolean; values: number }> | undefined} */
  let answered;
  // Only the answer ends this training.
  const history = await vae.fit(data, {
    epochs: 1e9,
    signal: controller.signal,
    onProgress: () => {
      answered ??= vae.decode(z).then(({ length }) => {
        controller.abort();
        return { training, values: length };
      });
    },
  });
  training = false;
  return { ...(await answered), stopped: history.stopped, argumentIsThere: z.length };
}

export async function keepsData() {
  using worker = new remote.VaeWorker();
  using other = new remote.VaeWorker();
  const vae = await worker.create(options);
  const kept = await worker.keep(data);
  const mine = local.toDataset(pixels.slice(), columns, 'given away');
  const moved = await worker.keep(mine, { transfer: true });
  await vae.fit(kept, { epochs: 1, validation: moved });
  await vae.fit(moved, { epochs: 1 });
  const plain = await createHere();
  await plain.fit(data, { epochs: 2 });
  const { name, dtype } = kept;
  const another = await other.create(options);
  const elsewhere = await another.evaluate(kept).catch((error) => `${error}`);
  const evaluated = vae.evaluate(kept);
  kept.release();
  kept.release();
  const afterRelease = await vae.evaluate(kept).catch((error) => `${error}`);
  return {
    facts: { name, dtype, rows: kept.rows, columns: kept.columns },
    copied: pixels.byteLength === rows * columns,
    moved: mine.data.byteLength,
    sameFile: same(await bytesOf(vae), await bytesOf(plain)),
    elsewhere,
    evaluated: (await evaluated).elbo === (await plain.evaluate(data)).elbo,
    afterRelease,
  };
}

export async function trainsTwoModels() {
  using worker = new remote.VaeWorker();
  const choices = [options, { ...options, seed: 8, learningRate: 1e-2 }];
  const models = await Promise.all(choices.map((each) => worker.create(each)));
  await Promise.all(models.map((vae) => vae.fit(data, { epochs: 2 })));
  const result = [];
  for (const [i, choice] of choices.entries()) {
    const plain = await createHere(choice);
    await plain.fit(data, { epochs: 2 });
    const there = models[i];
    result.push(there !== undefined && same(await bytesOf(there), await bytesOf(plain)));
  }
  models[0]?.dispose();
  return { same: result, otherGoesOn: (await models[1]?.sample(2))?.length };
}

export async function losesItsDevice() {
  const thread = await startMortal();
  using worker = new remote.VaeWorker({ worker: thread });
  /** @type {unknown[]} */
  const losses = [];
  const vae = await worker.create({
    ...options,
    snapshotSteps: 4,
    onDeviceLost: ({ reason, step }) => void losses.push({ hasReason: reason !== '', step }),
  });
  let destroyed = false;
  await vae.fit(data, {
    steps: 40,
    onProgress: ({ epoch }) => {
      if (epoch < 2 || destroyed) return;
      destroyed = true;
      thread.postMessage({ mortal: 'destroy' });
    },
  });
  const plain = await createHere();
  await plain.fit(data, { steps: 40 });
  return {
    losses,
    stepCount: vae.stepCount,
    sameFile: same(await bytesOf(vae), await bytesOf(plain)),
  };
}
