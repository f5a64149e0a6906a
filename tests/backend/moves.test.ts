import { expect, test } from 'vitest';
import { VAE, type VaeOptions } from '../../src/index.ts';
import { LOSS_BOUND } from '../parity/compare.ts';
import { atTestEnd } from '../support/ends.ts';
import { TestRandom } from '../support/random.ts';
import { openSuiteGpu } from '../support/suiteAdapter.ts';
import { rowsU8 } from '../training/rows.ts';

const COLUMNS = 24;
const data = rowsU8(64, COLUMNS);
const model: VaeOptions = {
  config: { input: COLUMNS, hidden: [16], latent: 3 },
  batchSize: 16,
  seed: 5,
};
const WASM: VaeOptions = { backend: 'wasm', threads: 1 };
const notices: string[] = [];
const onNotice = ({ message }: { readonly message: string }) => void notices.push(message);

interface Trained {
  readonly losses: readonly number[];
  readonly file: Uint8Array;
}

/** Losses of a model that moves with its file to WebGPU and back, and of one that stays there. */
async function moving(
  gpu: GPU,
  train: (vae: VAE) => Promise<Trained>,
): Promise<{ readonly stayed: readonly number[]; readonly moved: readonly number[] }> {
  const first = await train(await VAE.create({ ...model, ...WASM }));
  const second = await train(await VAE.load(first.file, { gpu, onNotice }));
  const third = await train(await VAE.load(second.file, { ...WASM, onNotice }));
  const vae = await VAE.create({ ...model, gpu });
  const stays = [await train(vae), await train(vae), await train(vae)];
  const all = (parts: readonly Trained[]) => parts.flatMap(({ losses }) => losses);
  return { stayed: all(stays), moved: all([first, second, third]) };
}

function expectClose({ stayed, moved }: Awaited<ReturnType<typeof moving>>, bound: number): void {
  expect(moved).toHaveLength(stayed.length);
  for (const [i, loss] of stayed.entries()) {
    expect(Math.abs((moved[i] ?? Number.NaN) - loss) / loss, `loss ${i + 1}`).toBeLessThan(bound);
  }
}

/** Trains this many epochs more, and returns the loss of each with the file. */
async function train(vae: VAE, epochs: number): Promise<Trained> {
  atTestEnd(() => vae.dispose());
  const losses: number[] = [];
  await vae.fit(data, { epochs, onEpoch: ({ train: { elbo } }) => void losses.push(elbo ?? 0) });
  return { losses, file: await vae.save() };
}

test('a run moves from WebAssembly to WebGPU and back, with the losses of one that stays', async () => {
  const { gpu, release } = await openSuiteGpu();
  atTestEnd(release);
  // Each adapter draws its own noise; the cosine in it is less exact on some.
  expectClose(await moving(gpu, (vae) => train(vae, 2)), 1e-5);
});

test('with the same noise the losses are as close as to those of PyTorch', async () => {
  const { gpu, release } = await openSuiteGpu();
  atTestEnd(release);
  const steps = async (vae: VAE) => {
    atTestEnd(() => vae.dispose());
    const losses: number[] = [];
    for (let i = 0; i < 4; i++) {
      const batch = data.slice(16 * i * COLUMNS, 16 * (i + 1) * COLUMNS);
      const noise = Float32Array.from(new TestRandom(vae.stepCount).normal(16 * 3));
      losses.push((await vae.step(batch, { noise })).elbo ?? Number.NaN);
    }
    return { losses, file: await vae.save() };
  };
  expectClose(await moving(gpu, steps), LOSS_BOUND);
});

test('tuned variants of WebAssembly move too, and what a GPU cannot run is told', async () => {
  const { gpu, release } = await openSuiteGpu();
  atTestEnd(release);
  const variants = { default: 'packed_64x64' } as const;
  const vae = await VAE.create({ ...model, ...WASM, variants });
  expect(vae.adapter.description).toBe('WebAssembly SIMD, 1 thread');
  const { file } = await train(vae, 1);
  notices.length = 0;
  const { losses } = await train(await VAE.load(file, { gpu, onNotice }), 1);
  expect(losses[0]).toBeGreaterThan(0);
  expect(notices.join()).toContain('packed_64x64');
});
