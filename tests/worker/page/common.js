// @ts-check
/** Code that the parts of the page share: a small model, its data, and comparisons. */

/** The test serves the build next to this page. */
const [worker, index] = ['/dist/worker.js', '/dist/index.js'];
/** @type {typeof import('../../../src/worker/index.ts')} */
export const remote = await import(worker);
/** @type {typeof import('../../../src/index.ts')} */
export const local = await import(index);

export const columns = 37;
export const rows = 64;
export const options = {
  config: { input: columns, hidden: [13], latent: 3 },
  batchSize: 16,
  burst: 2,
  seed: 7,
  backend: /** @type {const} */ ('webgpu'),
};

const device = await keepingDevice();

/**
 * A model on the page. All of them share a device that keeps every pipeline, since making pipelines
 * takes most of the time.
 */
export const createHere = (choice = options) => local.VAE.create({ ...choice, device });

async function keepingDevice() {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('no adapter');
  const device = await adapter.requestDevice();
  /** @type {GPUComputePipeline[]} */
  const kept = [];
  const create = device.createComputePipelineAsync.bind(device);
  device.createComputePipelineAsync = async (descriptor) => {
    const pipeline = await create(descriptor);
    kept.push(pipeline);
    return pipeline;
  };
  return device;
}

/** Bytes without structure. */
export const pixels = Uint8Array.from({ length: rows * columns }, (_, i) => {
  return Math.imul(i + 1, 0x9e3779b1) >>> 24;
});
export const data = local.toDataset(pixels, columns, 'noise');

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
export const same = (a, b) =>
  a.length > 0 && a.length === b.length && Array.from(a).every((value, i) => value === b[i]);

/**
 * The state of a model, for comparison.
 * @param {{ save(): Promise<Uint8Array> }} model
 */
export const bytesOf = (model) => model.save();

/**
 * The error with which a promise rejects, and its relation to the page's error classes.
 * @param {Promise<unknown>} promise
 */
export async function refusal(promise) {
  /** @type {any} */
  const error = await promise.then(
    () => new Error('nothing was refused'),
    (thrown) => thrown,
  );
  const { name, message, step, tensor, checkpoint } = error;
  /** @type {any} */
  const classes = remote;
  return {
    name,
    message,
    isOfItsClass: typeof classes[name] === 'function' && error.constructor === classes[name],
    ...(step !== undefined && { step }),
    ...(tensor !== undefined && { tensor }),
    ...(checkpoint && { checkpoint: /** @type {Uint8Array} */ (checkpoint) }),
  };
}

/** Starts a worker whose devices can be destroyed, and waits until it listens. */
export async function startMortal() {
  const worker = new Worker('/mortal.js', { type: 'module' });
  await new Promise((resolve) => worker.addEventListener('message', resolve, { once: true }));
  return worker;
}
