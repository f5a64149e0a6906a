// @ts-check
/** Functions that compute without WebGPU. The test calls one at a time. */

/** The test serves the build next to this page. @type {(name: string) => Promise<any>} */
const entry = (name) => import(`/dist/${name}.js`);

const options = { config: { input: 16, hidden: [12], latent: 2 }, batchSize: 16, seed: 3 };
const rows = Float32Array.from({ length: 64 * 16 }, (_, i) => ((i * 7) % 11) / 10);

async function local() {
  const { VAE, isSupported } = await entry('index');
  const support = await isSupported();
  const vae = await VAE.create(options);
  const { elbo } = await vae.evaluate(rows);
  await vae.fit(rows, { epochs: 3 });
  const canvas = document.createElement('canvas');
  const z = new Float32Array(2);
  await vae.draw(canvas, z, { width: 4, height: 4 });
  const drawn = [...(canvas.getContext('2d')?.getImageData(0, 0, 4, 4).data ?? [])];
  const decoded = [...(await vae.decode(z))];
  const samples = await vae.sample(2, 1);
  const after = (await vae.evaluate(rows)).elbo;
  const file = await vae.save();
  vae.dispose();

  const { compileModel } = await entry('compile');
  const { InferenceModel } = await entry('inference');
  const model = await InferenceModel.load(await compileModel(file, { webassembly: true }));
  const again = await model.sample(2, 1);
  const largest = Math.max(
    ...again.map((/** @type {number} */ x, /** @type {number} */ i) => Math.abs(x - samples[i])),
  );
  const compiled = model.adapter.description;
  model.dispose();
  return { support, elbo, after, drawn, decoded, largest, compiled };
}

async function remote() {
  const { VaeWorker } = await entry('worker');
  const worker = new VaeWorker();
  const vae = await worker.create({ ...options, backend: 'wasm', threads: 2 });
  await vae.fit(rows, { epochs: 3 });
  const { elbo } = await vae.evaluate(rows);
  const { description } = vae.adapter;
  const refused = await worker
    .create({ ...options, backend: 'wasm', request: {} })
    .catch((/** @type {Error} */ error) => `${error.name}: ${error.message}`);
  worker.dispose();
  return { elbo, description, refused };
}

async function onWebGpu() {
  const { VAE } = await entry('index');
  const vae = await VAE.create({ ...options, backend: 'webgpu' });
  await vae.fit(rows, { epochs: 1 });
  const { vendor } = vae.adapter;
  const file = await vae.save();
  vae.dispose();

  const { compileModel } = await entry('compile');
  const { InferenceModel } = await entry('inference');
  const model = await InferenceModel.load(await compileModel(file), { backend: 'webgpu' });
  await model.sample(2);
  model.dispose();
  return vendor;
}

Object.assign(globalThis, { page: { local, remote, onWebGpu } });
