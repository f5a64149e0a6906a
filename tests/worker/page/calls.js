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

/** @param {CanvasImageSource & { width: number; height: number }} image */
function pixelsOf(image) {
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (!context) throw new Error('no 2d context');
  context.drawImage(image, 0, 0);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

/** Until the page has shown what was drawn. */
const shown = () =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/**
 * Draws pictures and compares the pixels with what the decoder gives.
 * @param {import('../../../src/worker/index.ts').RemoteVAE | import('../../../src/index.ts').VAE} vae
 * @param {() => Promise<unknown>} drawn waits until the canvas has its picture
 */
async function draws(vae, drawn) {
  const canvas = document.createElement('canvas');
  document.body.append(canvas);
  const z = new Float32Array(3 * 5).map((_, i) => 4 * Math.sin(i));
  const x = await vae.decode(z);
  for (let picture = 0; picture < 3; picture++) {
    await vae.draw(canvas, z, { width: 37, height: 1, columns: 2 });
  }
  await drawn();
  const { width, height, data } = pixelsOf(canvas);
  const worst = x.reduce((most, value, i) => {
    const [picture, column] = [Math.floor(i / 37), i % 37];
    const place = Math.floor(picture / 2) * width + (picture % 2) * 37 + column;
    return Math.max(most, Math.abs((data[4 * place] ?? 0) - 255 * value));
  }, 0);
  const empty = data[4 * (2 * width + 37) + 3];
  return { size: [width, height], closeToDecoded: worst <= 1, empty };
}

export async function drawsOnCanvases() {
  using worker = new remote.VaeWorker();
  const there = await worker.create(options);
  // A page may read its own canvas only before it is shown, one of a worker only afterwards.
  const results = [await draws(await createHere(), async () => {}), await draws(there, shown)];
  const taken = document.createElement('canvas');
  taken.getContext('2d');
  const refused = there.draw(taken, new Float32Array(3), { width: 37, height: 1 });
  return { results, refused: await refused.catch(String) };
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
