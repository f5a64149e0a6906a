// @ts-check
/** All other methods, in a worker and on the page. */
import { columns, createHere, data, options, pixels, remote } from './common.js';

const row = pixels.subarray(columns, 2 * columns);
const other = pixels.subarray(3 * columns, 4 * columns);

/**
 * Results of the methods that do not train.
 * @param {import('../../../src/worker/index.ts').RemoteVAE | import('../../../src/index.ts').VAE} vae
 */
async function results(vae) {
  await vae.prepare({ dtype: 'f32' });
  /** @type {number[]} */
  const rowsDone = [];
  const nll = await vae.estimateNll(data, {
    samples: 3,
    onProgress: (done) => void rowsDone.push(done),
  });
  return {
    step: await vae.step(data.data.subarray(0, 16 * columns)),
    evaluate: await vae.evaluate(data),
    nll,
    rowsDone,
    encode: await vae.encode(data),
    sampled: await vae.encode(row, { sample: true, seed: 3 }),
    decode: await vae.decode(Float32Array.of(9, 1, 2, 3).subarray(1)),
    reconstruct: await vae.reconstruct(row),
    interpolate: await vae.interpolate(row, other, 4, { method: 'spherical' }),
    traverse: await vae.traverse(row, 1, { steps: 3 }),
    traverseLatent: await vae.traverse({ z: Float32Array.of(1, 2, 3) }, 0, { steps: 3 }),
    manifold: await vae.manifold({ size: 3 }),
    nearest: await vae.nearestNeighbours(row, data, 2),
    diagnose: await vae.diagnose(data),
    saveDecoder: await vae.saveDecoder({ dtype: 'int8' }),
  };
}

/** Typed arrays by kind and values. @param {unknown} value */
const text = (value) =>
  JSON.stringify(value, (_, part) =>
    ArrayBuffer.isView(part)
      ? [part.constructor.name, ...Array.from(/** @type {any} */ (part))]
      : part,
  );

export async function callsAll() {
  using worker = new remote.VaeWorker();
  const here = await results(await createHere());
  const there = await results(await worker.create(options));
  const names = /** @type {(keyof typeof here)[]} */ (Object.keys(here));
  return Object.fromEntries(names.map((name) => [name, text(here[name]) === text(there[name])]));
}

export async function measures() {
  using worker = new remote.VaeWorker();
  const vae = await worker.create(options);
  const profile = await vae.profile(data, { steps: 1, mode: 'step' });
  /** @type {string[]} */
  const written = [];
  /** @type {string[]} */
  const notices = [];
  const store = {
    read: async () => written.at(-1),
    write: async (/** @type {string} */ given) => void written.push(given),
  };
  const short = /** @type {const} */ ({ budgetMs: 60_000, variants: ['direct_8x8'] });
  const first = await vae.tune({ ...short, store });
  const again = await vae.tune({ ...short, store });
  localStorage.clear();
  await vae.tune(short);
  const inThePage = localStorage.getItem('webgpu-vae.tuning');
  const full = {
    read: async () => undefined,
    write: async () => {
      throw new Error('the page is full');
    },
  };
  const second = await worker.create({
    ...options,
    onNotice: ({ message }) => void notices.push(message),
  });
  await second.tune({ ...short, store: full });
  return {
    steps: profile.stepMs > 0,
    written: written.length,
    measured: first.dispatches.filter(({ source }) => source === 'measured').length > 0,
    cached: again.dispatches.some(({ source }) => source === 'cache'),
    inThePage: inThePage !== null && inThePage.length > 2,
    tuning: second.tuning.adapter !== undefined,
    notices,
  };
}
