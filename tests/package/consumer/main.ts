/** An application as written by a user, with only the installed package. */
import { type Dataset, type History, type Losses, toDataset, VAE, VaeError } from 'webgpu-vae';

const columns = 64;
const rows = 96;

/** Two kinds of rows, bright on the left or on the right. */
const pixels = Uint8Array.from({ length: rows * columns }, (_, i) => {
  const left = i % columns < columns / 2;
  const first = Math.floor(i / columns) % 2 === 0;
  return left === first ? 255 : 0;
});
const stripes: Dataset = toDataset(pixels, columns, 'stripes');

async function train(): Promise<{ history: History; before: Losses; after: Losses }> {
  using vae = await VAE.create({
    config: { input: columns, hidden: [32], latent: 2 },
    batchSize: 32,
    learningRate: 1e-2,
    backend: 'webgpu',
  });
  const before = await vae.evaluate(stripes);
  const history = await vae.fit(stripes, { epochs: 6 });
  return { history, before, after: await vae.evaluate(stripes) };
}

async function refused(): Promise<string> {
  try {
    await VAE.create({ config: { input: 0 } });
    return 'nothing';
  } catch (error) {
    return error instanceof VaeError ? error.name : 'another error';
  }
}

Object.assign(globalThis, { application: { train, refused } });
