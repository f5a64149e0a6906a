import { expect, test } from 'vitest';
import { VAE, type VaeOptions } from '../../src/index.ts';
import { atTestEnd } from '../support/ends.ts';
import { openSuiteGpu } from '../support/suiteAdapter.ts';
import { rowsU8 } from '../training/rows.ts';

const COLUMNS = 24;
const data = rowsU8(64, COLUMNS);
const model: VaeOptions = {
  config: { input: COLUMNS, hidden: [16], latent: 3 },
  batchSize: 16,
  seed: 5,
};
const notices: string[] = [];
const onNotice = ({ message }: { readonly message: string }) => void notices.push(message);

/** Trains this many epochs more, and returns the loss of each with the file. */
async function train(vae: VAE, epochs: number): Promise<{ losses: number[]; file: Uint8Array }> {
  const losses: number[] = [];
  await vae.fit(data, { epochs, onEpoch: ({ train: { elbo } }) => void losses.push(elbo ?? 0) });
  const file = await vae.save();
  vae.dispose();
  return { losses, file };
}

test('a run moves from WebAssembly to WebGPU and back, with the losses of one that stays', async () => {
  const { gpu, release } = await openSuiteGpu();
  atTestEnd(release);
  const wasm: VaeOptions = { backend: 'wasm', threads: 1, onNotice };
  const webgpu: VaeOptions = { gpu, onNotice };

  const stays = await train(await VAE.create({ ...model, ...webgpu }), 6);
  const first = await train(await VAE.create({ ...model, ...wasm }), 2);
  const second = await train(await VAE.load(first.file, webgpu), 2);
  const third = await train(await VAE.load(second.file, wasm), 2);

  const moved = [...first.losses, ...second.losses, ...third.losses];
  for (const [i, loss] of stays.losses.entries()) {
    expect(Math.abs((moved[i] ?? 0) - loss) / loss, `epoch ${i + 1}`).toBeLessThan(1e-4);
  }
});

test('tuned variants of WebAssembly move too, and what a GPU cannot run is told', async () => {
  const { gpu, release } = await openSuiteGpu();
  atTestEnd(release);
  const variants = { default: 'packed_64x64' } as const;
  const vae = await VAE.create({ ...model, backend: 'wasm', threads: 1, variants });
  expect(vae.adapter.description).toBe('WebAssembly SIMD, 1 thread');
  const { file } = await train(vae, 1);
  notices.length = 0;
  const { losses } = await train(await VAE.load(file, { gpu, onNotice }), 1);
  expect(losses[0]).toBeGreaterThan(0);
  expect(notices.join()).toContain('packed_64x64');
});
