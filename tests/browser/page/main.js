// @ts-check
/** Functions that use the built library in a browser. The test calls one at a time. */

/** The test serves the build next to this page. */
const library = '/dist/index.js';
/** @type {typeof import('../../../src/index.ts')} */
const lib = await import(library);
const { subset, toDataset, VAE } = lib;

const pixels = 784;
const options = {
  config: { hidden: [64], latent: 8 },
  batchSize: 64,
  seed: 7,
  backend: /** @type {const} */ ('webgpu'),
};

/** Digits of MNIST, one byte per pixel. */
const digits = toDataset(
  new Uint8Array(await (await fetch('/digits.bin')).arrayBuffer()),
  pixels,
  'digits',
);

/** @param {Float32Array} values @returns {[number, number]} */
const range = (values) => [Math.min(...values), Math.max(...values)];

/** @param {Float32Array} a @param {Float32Array} b */
const same = (a, b) => a.length === b.length && a.every((value, i) => value === b[i]);

/** @param {number} steps */
async function train(steps) {
  const vae = await VAE.create(options);
  const before = await vae.evaluate(digits);
  /** @type {number[]} */
  const losses = [];
  await vae.fit(digits, { steps, onProgress: ({ elbo }) => losses.push(elbo) });
  const after = await vae.evaluate(digits);
  const { adapter, stepCount, statistics } = vae;
  vae.dispose();
  return { adapter, stepCount, statistics, before, losses, after };
}

async function useModel() {
  using vae = await VAE.create(options);
  await vae.fit(digits, { steps: 8 });
  const few = subset(digits, 5);
  const { mu, logvar } = await vae.encode(few);
  const decoded = await vae.decode(mu);
  const samples = await vae.sample(3, 1);
  const way = await vae.interpolate(
    digits.data.subarray(0, pixels),
    digits.data.subarray(pixels, 2 * pixels),
    4,
  );
  return {
    mu: mu.length,
    logvar: logvar.length,
    decoded: decoded.length,
    means: range(decoded),
    reconstructionIsDecodedMean: same(decoded, await vae.reconstruct(few)),
    samples: samples.length,
    samplesRepeat: same(samples, await vae.sample(3, 1)),
    samplesFollowSeed: !same(samples, await vae.sample(3, 2)),
    way: way.length,
    wayStartsAtFirst: same(way.subarray(0, pixels), decoded.subarray(0, pixels)),
  };
}

async function saveAndLoad() {
  using vae = await VAE.create(options);
  await vae.fit(digits, { steps: 6 });
  const bytes = await vae.save();
  using loaded = await VAE.load(bytes, { backend: 'webgpu' });
  const few = subset(digits, 4);
  const reconstructions = same(await vae.reconstruct(few), await loaded.reconstruct(few));
  // The run continues as if it had not been interrupted.
  await vae.fit(digits, { steps: 6 });
  await loaded.fit(digits, { steps: 6 });
  return {
    bytes: bytes.length,
    config: loaded.config,
    stepCount: loaded.stepCount,
    reconstructions,
    continued: same(await vae.reconstruct(few), await loaded.reconstruct(few)),
  };
}

async function keepInBrowser() {
  using vae = await VAE.create(options);
  await vae.fit(digits, { steps: 2 });
  await lib.storeCheckpoint('a', await vae.save());
  await vae.fit(digits, { steps: 2 });
  const bytes = await vae.save();
  await lib.storeCheckpoint('a', bytes);
  await lib.storeCheckpoint('b', bytes);
  const names = await lib.storedCheckpoints();
  const stored = await lib.readStoredCheckpoint('a');
  using fromBlob = await VAE.load(new Blob([new Uint8Array(stored)]), { backend: 'webgpu' });
  await lib.deleteStoredCheckpoint('b');
  const missing = await lib.readStoredCheckpoint('b').catch((/** @type {Error} */ error) => error);
  return {
    names,
    same: stored.length === bytes.length && stored.every((value, i) => value === bytes[i]),
    stepCount: fromBlob.stepCount,
    missing: `${missing}`,
  };
}

async function keepCallersDevice() {
  const adapter = await navigator.gpu.requestAdapter();
  const device = await adapter?.requestDevice();
  if (!device) throw new Error('no device');
  const vae = await VAE.create({ ...options, device });
  await vae.step(subset(digits, 64));
  vae.dispose();
  const lost = await Promise.race([
    device.lost.then(() => true),
    device.queue.onSubmittedWorkDone().then(() => false),
  ]);
  using second = await VAE.create({ ...options, device });
  const { elbo } = await second.step(subset(digits, 64));
  second.dispose();
  device.destroy();
  return { lost, elbo };
}

async function profileStep() {
  using vae = await VAE.create(options);
  const profile = await vae.profile(digits, { steps: 3 });
  return { profile, trace: lib.traceOf(profile), stepCount: vae.stepCount };
}

/**
 * Rows of files of pictures, by their bytes, and of the first as a bitmap.
 * @param {number[][]} files @param {import('../../../src/index.ts').PictureOptions} options
 */
async function readPictures(files, options) {
  const blobs = files.map((bytes, i) => new File([Uint8Array.from(bytes)], `${i}.png`));
  try {
    const { rows, shape, data } = await lib.fromImageFiles(blobs, options);
    const [first] = blobs;
    const bitmap = first && (await createImageBitmap(first));
    const drawn = bitmap && (await lib.fromImageFiles(bitmap, options));
    return { rows, shape, data: [...data], first: [...(drawn?.data ?? [])] };
  } catch (error) {
    return { error: String(error) };
  }
}

Object.assign(globalThis, {
  page: {
    readPictures,
    train,
    useModel,
    saveAndLoad,
    keepInBrowser,
    keepCallersDevice,
    profileStep,
  },
});
