// @ts-check
/** Refused calls, failing calls, and calls that are ended while they run. */
import {
  bytesOf,
  columns,
  createHere,
  data,
  local,
  options,
  refusal,
  remote,
  rows,
  same,
  startMortal,
} from './common.js';

export async function refuses() {
  using worker = new remote.VaeWorker();
  const vae = await worker.create(options);
  /** @type {any} */
  const withDevice = { ...options, device: {} };
  /** @type {any} */
  const schedule = () => 1e-3;
  /** @type {any} */
  const uncopiable = { config: { input: new WeakMap() } };
  const bad = new Float32Array(rows * columns).fill(Number.NaN);
  const huge = new Float32Array(rows * columns).fill(3e38);
  const counts = await worker.create({
    ...options,
    config: { ...options.config, likelihood: 'poisson' },
  });
  return {
    option: await refusal(worker.create({ config: { latent: 0 } })),
    device: await refusal(worker.create(withDevice)),
    schedule: await refusal(worker.create({ ...options, learningRate: schedule })),
    uncopiable: await refusal(worker.create(uncopiable)),
    file: await refusal(worker.load(new Uint8Array(3))),
    shape: await refusal(vae.decode(new Float32Array(4))),
    fit: await refusal(vae.fit(data, {})),
    data: await refusal(vae.fit(bad, { epochs: 1 })),
    numerics: await refusal(counts.fit(huge, { epochs: 1 })),
    stepCount: vae.stepCount,
  };
}

export async function losesItsDeviceForGood() {
  const thread = await startMortal();
  using worker = new remote.VaeWorker({ worker: thread });
  const vae = await worker.create(options);
  await vae.fit(data, { steps: 6 });
  thread.postMessage({ mortal: 'refuse' });
  const { checkpoint, ...error } = await refusal(vae.fit(data, { epochs: 1e6 }));
  const loaded = checkpoint && (await local.VAE.load(checkpoint));
  return { ...error, sameStep: loaded?.stepCount === error.step };
}

/**
 * Starts endless training and resolves once it has begun.
 * @param {import('../../../src/worker/index.ts').RemoteVAE} vae
 */
async function begin(vae) {
  /** @type {Promise<unknown> | undefined} */
  let ended;
  await new Promise((resolve) => {
    ended = vae.fit(data, { epochs: 1e9, onProgress: resolve });
  });
  return { ended: Promise.resolve(ended) };
}

export async function disposes() {
  const worker = new remote.VaeWorker();
  const vae = await worker.create(options);
  const training = await begin(vae);
  vae.dispose();
  vae.dispose();
  const model = await refusal(training.ended);
  const afterwards = await refusal(vae.sample(1));

  const second = await worker.create(options);
  const { ended } = await begin(second);
  const pending = [ended, worker.create(options)].map(refusal);
  worker.dispose();
  worker.dispose();
  return {
    model,
    afterwards,
    pending: await Promise.all(pending),
    afterTheWorker: [await refusal(second.sample(1)), await refusal(worker.create(options))],
  };
}

export async function dies() {
  const dying = new remote.VaeWorker({ worker: new Worker('/dies.js', { type: 'module' }) });
  const missing = new remote.VaeWorker({ worker: new Worker('/missing.js', { type: 'module' }) });
  return {
    dying: await refusal(dying.create(options)),
    later: await refusal(dying.create(options)),
    missing: await refusal(missing.create(options)),
  };
}

export async function loads() {
  using worker = new remote.VaeWorker();
  const here = await createHere();
  await here.fit(data, { steps: 5 });
  const bytes = await bytesOf(here);
  const fromBytes = await worker.load(bytes, { backend: 'webgpu' });
  const fromBlob = await worker.load(new Blob([new Uint8Array(bytes)]), { backend: 'webgpu' });
  const steps = [fromBytes.stepCount, fromBlob.stepCount];
  await here.fit(data, { steps: 5 });
  await fromBytes.fit(data, { steps: 5 });
  return {
    bytesAreThere: bytes.length > 0,
    steps,
    goesOn: same(await bytesOf(here), await bytesOf(fromBytes)),
  };
}
