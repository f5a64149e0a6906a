import { expect, test } from 'vitest';
import { familyOf } from '../../src/families/registry.ts';
import { readSafetensors } from '../../src/formats/safetensors.ts';
import { freshSecret } from '../../src/privacy/index.ts';
import { Secret } from '../../src/random/secret.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { loadTraining, resolveTraining } from '../../src/training/options.ts';
import { recordTraining } from '../../src/training/recordTraining.ts';
import { step } from '../support/scalars.ts';
import { createVae, TINY, tensorsOf } from '../training/models.ts';
import { rowsU8 } from '../training/rows.ts';

const LEARNING_RATE = 0.5;
/** The gradients of a batch are small beside the noise, so that an update shows the noise. */
const PRIVACY = { noise: 4, delta: 1e-4, clip: 1 };
const OPTIONS = {
  batchSize: 40,
  sampler: { kind: 'poisson', mean: 4 },
  optimizer: 'sgd',
  learningRate: LEARNING_RATE,
  seed: 77,
  privacy: PRIVACY,
} as const;
const LAYERS = ['fc1.weight', 'fc4.weight'];

/** The noise that a step with this key adds to the gradients. */
async function noiseOf(key: Secret): Promise<number[]> {
  const choice = {
    family: 'vae',
    input: TINY.input,
    encoder: dense(),
    latent: TINY.latent,
    decoder: dense(),
  } as const;
  const family = await familyOf(choice);
  const [architecture] = await Promise.all([family.resolve(choice), loadTraining(OPTIONS)]);
  const model = await family.build(architecture);
  const source = {
    rows: OPTIONS.batchSize,
    dataRows: 80,
    dtypes: { data: 'u8' },
    ring: 1,
  } as const;
  const training = resolveTraining(OPTIONS, family);
  const { plan } = recordTraining(model, source, training, { secret: key });
  const noise = plan.step.filter(({ kernel }) => kernel === 'gradient_noise');
  const executor = new ReferenceExecutor(new ReferenceStore(model.store), {
    name: 'noise',
    step: noise,
    burst: [],
  });
  executor.run([step(1, { counter: 1 })]);
  return LAYERS.flatMap((name) => [...executor.values(`d(${name})`)]);
}

const dense = () =>
  TINY.hidden.map((units) => ({ kind: 'dense', units, activation: 'relu' }) as const);

function correlation(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/** All whole numbers that a file holds beside its tensors. */
const numbersIn = (file: Uint8Array): number[] => [
  ...new Set(
    [...readSafetensors(file).metadata.values()].flatMap((text) =>
      (text.match(/\d+/g) ?? []).map((digits) => Number(digits) >>> 0),
    ),
  ),
];

/** Keys that somebody may try who has the file: its numbers, as words in place of any. */
function keysFrom(file: Uint8Array): Secret[] {
  const hex = (word: number): string => word.toString(16).padStart(8, '0');
  return numbersIn(file).flatMap((number) => [
    Secret.of(hex(number).repeat(8)),
    Secret.of(hex(number) + hex(0).repeat(7)),
    Secret.of(hex(0).repeat(7) + hex(number)),
  ]);
}

test('a saved run does not give its noise away, and its secret would', async () => {
  const text = freshSecret();
  const vae = await createVae({ ...OPTIONS, secret: text });
  const before = tensorsOf(await vae.save());
  await vae.fit(rowsU8(80, TINY.input), { steps: 1 });
  const file = await vae.save();
  const after = tensorsOf(file);
  const update = LAYERS.flatMap((name) =>
    Array.from(
      before.get(name) ?? [],
      (value, i) => (value - (after.get(name)?.[i] ?? 0)) / LEARNING_RATE,
    ),
  );
  const secret = Secret.of(text);
  expect(correlation(await noiseOf(secret), update)).toBeGreaterThan(0.9);

  const tried = keysFrom(file);
  expect(numbersIn(file)).toContain(OPTIONS.seed);
  const found = await Promise.all(
    tried.map(async (key) => Math.abs(correlation(await noiseOf(key), update))),
  );
  expect(Math.max(...found)).toBeLessThan(6 / Math.sqrt(update.length));

  const bytes = Buffer.from(file);
  for (const word of secret.words) {
    const [little, big] = [Buffer.alloc(4), Buffer.alloc(4)];
    little.writeUInt32LE(word);
    big.writeUInt32BE(word);
    expect(bytes.includes(little) || bytes.includes(big)).toBe(false);
    expect(bytes.includes(big.toString('hex')) || bytes.includes(String(word))).toBe(false);
  }
});
