import { describe, expect, test } from 'vitest';
import {
  type AlignedArchitectureChoice,
  ConfigError,
  type MultimodalArchitectureChoice,
} from '../../src/index.ts';
import { toOnnx } from '../../src/onnx/index.ts';
import { TestRandom } from '../support/random.ts';
import { createVae } from '../training/models.ts';
import { largestError, strongModel } from './models.ts';
import { runOnnx } from './run.ts';

const BOUND = 1e-5;
const LATENT = 3;
const random = new TestRandom(17);
const shares = (count: number) => Float32Array.from(random.uniform(count, 0, 1));
const dense = (units: number) => [{ kind: 'dense', units, activation: 'tanh' }] as const;

/** Every subset of three modalities, the empty one too. */
const SUBSETS = 8;
const present = Uint8Array.from(
  { length: SUBSETS * 3 },
  (_, i) => (Math.floor(i / 3) >> (i % 3)) & 1,
);
const rows = {
  image: shares(SUBSETS * 36),
  word: Float32Array.from({ length: SUBSETS * 4 }, (_, i) => (i % 5 === 0 ? 1 : 0)),
  sound: Float32Array.from(random.normal(SUBSETS * 5)),
};
const COLUMNS = { image: 36, word: 4, sound: 5 };

const multimodal = (joint: MultimodalArchitectureChoice['joint']) =>
  strongModel({
    architecture: {
      family: 'multimodal',
      latent: LATENT,
      joint,
      modalities: {
        image: {
          input: [6, 6, 1],
          encoder: [{ kind: 'conv2d', channels: 3, kernel: 4, stride: 2, padding: 1 }],
          decoder: [
            { kind: 'dense', units: 27 },
            { kind: 'reshape', shape: [3, 3, 3] },
          ],
          output: { kind: 'convTranspose2d', kernel: 4, stride: 2, padding: 1 },
        },
        word: {
          ...{ input: 4, encoder: [], decoder: [] },
          likelihood: { kind: 'categorical', group: 4 },
        },
        sound: {
          ...{ input: 5, encoder: dense(6), decoder: dense(7) },
          likelihood: { kind: 'gaussian', sigma: 'network' },
        },
      },
    },
  });

describe.each([
  'product',
  'mixture',
  'mixtureOfProducts',
  { kind: 'encoder', encoder: dense(9) },
] as const)('several modalities that meet in %o', (joint) => {
  test('have the posterior of those that are there', async () => {
    const vae = await multimodal(joint);
    const { encoder } = await toOnnx(await vae.save());
    const own = await vae.encode({ ...rows, present });
    const given = { ...rows, present: Float32Array.from(present) };
    const encoded = await runOnnx(encoder, given, SUBSETS);
    expect(Object.keys(encoded)).toEqual(['mu', 'logvar']);
    expect(largestError(encoded.mu, own.mu)).toBeLessThan(BOUND);
    expect(largestError(encoded.logvar, own.logvar)).toBeLessThan(BOUND);
    // Values in the place of a missing modality have no effect.
    const isThere = (i: number) => present[3 * Math.floor(i / 4) + 1] === 1;
    const word = given.word.map((value, i) => (isThere(i) ? value : 7));
    const other = await runOnnx(encoder, { ...given, word }, SUBSETS);
    expect(other).toEqual(encoded);
  });
});

test('each modality has an encoder and a decoder of its own', async () => {
  const vae = await multimodal('mixture');
  const networks = await toOnnx(await vae.save());
  const names = ['encoder', 'decoder'];
  const named = Object.keys(COLUMNS).flatMap((name) => names.map((each) => `${name}.${each}`));
  expect(Object.keys(networks)).toEqual([...names, ...named]);
  const z = Float32Array.from(random.normal(SUBSETS * LATENT));
  for (const [e, name] of ['image', 'word', 'sound'].entries()) {
    // The mixture of one posterior is that posterior.
    const alone = Uint8Array.from(present, (_, i) => (i % 3 === e ? 1 : 0));
    const own = await vae.encode({ ...rows, present: alone });
    const x = rows[name as keyof typeof rows];
    const encoded = await runOnnx(networks[`${name}.encoder`], { x }, SUBSETS);
    expect(largestError(encoded.mu, own.mu)).toBeLessThan(BOUND);
    expect(largestError(encoded.logvar, own.logvar)).toBeLessThan(BOUND);
    const made = await vae.translate({ ...rows, present: alone }, name);
    const decoded = await runOnnx(networks[`${name}.decoder`], { z: own.mu }, SUBSETS);
    expect(largestError(decoded.x, made)).toBeLessThan(BOUND);
  }
  const { decoder } = await toOnnx(await vae.saveDecoder());
  const { x } = await runOnnx(decoder, { z }, SUBSETS);
  expect(largestError(x, await vae.decode(z))).toBeLessThan(BOUND);
  expect((await runOnnx(networks['image.decoder'], { z }, SUBSETS)).x).toEqual(x);
});

test.each(['mu', 'logvar'])(
  'a modality %s, which is an output too, is refused by name',
  async (name) => {
    const modalities = { [name]: { input: 5 }, word: { input: 4 } };
    const vae = await createVae({
      config: undefined,
      architecture: { family: 'multimodal', modalities },
    });
    const refused = toOnnx(await vae.save());
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(`modalities.${name}`);
  },
);

const aligned = (autoencoder: AlignedArchitectureChoice['autoencoder']) => ({
  architecture: {
    ...{ family: 'aligned', domains: ['left', 'right'] as const },
    ...{ autoencoder, critic: dense(4) },
  } as AlignedArchitectureChoice,
});

test('an autoencoder of two domains takes the domain of each row', async () => {
  const vae = await strongModel(
    aligned({ input: 7, encoder: dense(6), latent: LATENT, decoder: dense(5) }),
  );
  const { encoder, decoder, ...others } = await toOnnx(await vae.save());
  expect(others).toEqual({});
  const data = shares(4 * 7);
  const one = (column: number) => Float32Array.from({ length: 8 }, (_, i) => +(i % 2 === column));
  const encoded = await runOnnx(encoder, { x: data, condition: one(0) }, 4);
  const own = await vae.encode({ data, domain: one(0) });
  expect(Object.keys(encoded)).toEqual(['mu']);
  expect(largestError(encoded.mu, own.mu)).toBeLessThan(BOUND);
  const { x } = await runOnnx(decoder, { z: own.mu, condition: one(1) }, 4);
  const made = await vae.translate(data, { from: 'left', to: 'right' });
  expect(largestError(x, made)).toBeLessThan(BOUND);
});

test('one of tokens is refused by name', async () => {
  const model = await createVae({
    config: undefined,
    ...aligned({
      ...{ family: 'sequence', length: 3, vocabulary: 9 },
      ...{ embedding: 4, hidden: 5, latent: 2 },
    }),
  });
  const refused = toOnnx(await model.save());
  await expect(refused).rejects.toThrow(ConfigError);
  await expect(refused).rejects.toThrow('"aligned" of a "sequence" does not say how it is written');
});
