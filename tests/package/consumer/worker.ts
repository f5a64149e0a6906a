/** An application that trains in a worker. */
import {
  type KeptData,
  type Losses,
  type RemoteVAE,
  type RemoteVaeOptions,
  toDataset,
  VaeError,
  VaeWorker,
} from 'webgpu-vae/worker';

const columns = 64;
const rows = 96;
const options: RemoteVaeOptions = {
  config: { input: columns, hidden: [32], latent: 2 },
  batchSize: 32,
  learningRate: 1e-2,
};

/** Two kinds of rows, bright on the left or on the right. */
const pixels = Uint8Array.from({ length: rows * columns }, (_, i) => {
  const left = i % columns < columns / 2;
  const first = Math.floor(i / columns) % 2 === 0;
  return left === first ? 255 : 0;
});

async function train(): Promise<{ steps: number; before: Losses; after: Losses }> {
  using worker = new VaeWorker();
  const stripes: KeptData = await worker.keep(toDataset(pixels, columns, 'stripes'));
  const vae: RemoteVAE = await worker.create(options);
  const before = await vae.evaluate(stripes);
  await vae.fit(stripes, { epochs: 6, validation: stripes });
  return { steps: vae.stepCount, before, after: await vae.evaluate(stripes) };
}

async function refused(): Promise<string> {
  using worker = new VaeWorker();
  try {
    await worker.create({ config: { input: 0 } });
    return 'nothing';
  } catch (error) {
    return error instanceof VaeError ? error.name : 'another error';
  }
}

Object.assign(globalThis, { application: { train, refused } });
