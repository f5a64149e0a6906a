import { describe, expect, test } from 'vitest';
import { type AlignedArchitectureChoice, ConfigError, type VaeOptions } from '../../src/index.ts';
import { createVae, device, loadVae, sameBits } from '../training/models.ts';

const LENGTH = 3;
const COLUMNS = 12;
const ROWS = 96;
const layers = (units: number) => [{ kind: 'dense', units, activation: 'tanh' }] as const;

/** Four kinds of rows. One of the last four columns is bright in both domains, the other bright one differs. */
const bright = (kind: number, second: boolean) =>
  Array.from({ length: COLUMNS }, (_, column) =>
    column === kind + (second ? 4 : 0) || column === 8 + kind ? 1 : 0,
  );
/** Four texts of two words. The second word is the same in both domains. */
const words = (kind: number, second: boolean) => [3 + kind + (second ? 4 : 0), 11 + kind, 0];

const PAIRS = {
  rows: {
    autoencoder: { input: COLUMNS, encoder: layers(16), latent: 2, decoder: layers(16) },
    partner: bright,
    array: Float32Array,
  },
  tokens: {
    autoencoder: {
      ...{ family: 'sequence', length: LENGTH, vocabulary: 15 },
      ...{ embedding: 8, hidden: 16, latent: 2 },
    },
    partner: words,
    array: Uint32Array,
  },
} as const;

const kinds = Object.entries(PAIRS).map(([kind, { autoencoder, partner, array }]) => {
  const domain = Float32Array.from({ length: 2 * ROWS }, (_, i) =>
    i % 2 === Math.floor(i / 2) % 2 ? 1 : 0,
  );
  // Row i is of domain i mod 2: no row has its partner beside it.
  const values = Array.from({ length: ROWS }, (_, row) =>
    partner((row >> 1) % 4, row % 2 === 1),
  ).flat();
  const all = (second: boolean) =>
    array.from(Array.from({ length: 4 }, (_, row) => partner(row, second)).flat());
  return {
    kind,
    data: { data: array.from(values), domain },
    firsts: all(false),
    seconds: all(true),
    asked: {
      ...{ config: undefined, batchSize: 32, learningRate: 1e-2, seed: 3 },
      architecture: {
        ...{ family: 'aligned', domains: ['left', 'right'], autoencoder },
        critic: layers(16),
      } as AlignedArchitectureChoice,
      match: { weight: 1 },
    } satisfies VaeOptions,
  };
});

describe.each(kinds)('two domains of $kind', ({ data, firsts, seconds, asked }) => {
  test('learns, and goes on from a file to the bit', async () => {
    const whole = await createVae(asked);
    const before = await whole.evaluate(data);
    await whole.fit(data, { steps: 90 });
    const after = await whole.evaluate(data);
    expect(after.reconstruction).toBeLessThan(0.7 * (before.reconstruction ?? 0));
    expect(Object.keys(after)).toEqual(['reconstruction', 'critic', 'fool']);
    const part = await createVae(asked);
    await part.fit(data, { steps: 50 });
    const resumed = await loadVae(await part.save());
    expect(resumed.architecture).toEqual(part.architecture);
    await resumed.fit(data, { steps: 40 });
    expect(await sameBits(resumed, whole)).toBe(true);
  });

  test('encodes, decodes and reconstructs in the domain that is said', async () => {
    const model = await createVae(asked);
    await model.fit(data, { steps: 30 });
    const condition = Float32Array.of(0, 1);
    const domain = Float32Array.from({ length: 8 }, (_, i) => i % 2);
    const own = { data: seconds, domain };
    const { mu } = await model.encode(own);
    expect(mu).toHaveLength(4 * 2);
    const other = domain.map((value) => 1 - value);
    expect(mu).not.toEqual((await model.encode({ data: seconds, domain: other })).mu);
    expect(await model.reconstruct(own)).toEqual(await model.decode(mu, condition));
    expect(await model.reconstruct(own)).toEqual(
      await model.translate(seconds, { from: 'right', to: 'right' }),
    );
    expect(await model.translate(seconds, { from: 'right', to: 'left' })).toEqual(
      await model.decode(mu, Float32Array.of(1, 0)),
    );
    const { probability } = await model.run('discriminate', 4, { inputs: { z: mu } });
    expect(probability).toHaveLength(4);
    await expect(model.evaluate(firsts)).rejects.toThrow('this model takes 2 fields, got one set');
  });

  test('a second run of steps creates nothing on the device', async () => {
    const model = await createVae({ ...asked, burst: 4 });
    await model.fit(data, { steps: 6 });
    const { createBuffer } = device;
    let created = 0;
    device.createBuffer = function (this: GPUDevice, descriptor: GPUBufferDescriptor) {
      created += 1;
      return createBuffer.call(this, descriptor);
    };
    await model.fit(data, { steps: 12 });
    device.createBuffer = createBuffer;
    expect(created).toBe(0);
  });

  test('the critic loses, and each row becomes its partner', async () => {
    const free = await createVae({ ...asked, match: { weight: 0 } });
    const held = await createVae(asked);
    for (const model of [free, held]) await model.fit(data, { steps: 300 });
    const [apart, together] = await Promise.all([free.evaluate(data), held.evaluate(data)]);
    expect(apart.critic).toBeLessThan(0.2);
    expect(together.critic).toBeGreaterThan(0.4);
    const ways = [
      [firsts, 'left', 'right', seconds],
      [seconds, 'right', 'left', firsts],
    ] as const;
    for (const [rows, from, to, partners] of ways) {
      const found = await held.translate(rows, { from, to });
      expect(Array.from(found, Math.round)).toEqual(Array.from(partners));
    }
  });
});

describe.each(kinds)('translations of $kind that a critic judges', (given) => {
  const { kind, data, firsts, seconds } = given;
  const { autoencoder, ...architecture } = given.asked.architecture;
  const asked: VaeOptions = {
    ...given.asked,
    architecture: {
      ...{ ...architecture, align: 'translations' },
      autoencoder: { ...autoencoder, ...(kind === 'tokens' && { wordDropout: 0.25 }) },
    } as AlignedArchitectureChoice,
    // Batches of short rows alone, of which the critic still sees whole rows.
    ...(kind === 'tokens' && { sampler: { kind: 'buckets', field: 'data', lengths: [2] } }),
  };

  test('go on from a file to the bit', async () => {
    const whole = await createVae(asked);
    await whole.fit(data, { steps: 12 });
    const part = await createVae(asked);
    await part.fit(data, { steps: 7 });
    const resumed = await loadVae(await part.save());
    expect(resumed.architecture).toMatchObject({ align: 'translations' });
    await resumed.fit(data, { steps: 5 });
    expect(await sameBits(resumed, whole)).toBe(true);
    expect(Object.keys(await whole.evaluate(data))).toEqual([
      ...['reconstruction', 'real', 'fake', 'fool'],
    ]);
    expect(whole.programs).toEqual(['encode', 'decode', 'translate']);
  });

  test.runIf(kind === 'rows')('become the partners', async () => {
    const model = await createVae(asked);
    await model.fit(data, { steps: 300 });
    const found = await model.translate(firsts, { from: 'left', to: 'right' });
    expect(Array.from(found, Math.round)).toEqual(Array.from(seconds));
  });
});

test('the defaults are those that the documents say', async () => {
  const made = await createVae({ config: undefined, model: 'aligned' });
  expect(made.architecture).toMatchObject({
    ...{ domains: ['first', 'second'], align: 'codes' },
    autoencoder: { input: [784], latent: { kind: 'deterministic', size: 8 } },
    critic: [{ units: 400 }, { units: 400 }],
  });
});

describe('what makes no sense is refused by name', () => {
  const asked = (own: object) => createVae({ config: undefined, ...own } as VaeOptions);
  const aligned = (own: object) => asked({ architecture: { family: 'aligned', ...own } });

  test.each([
    [{ domains: ['one'] }, 'domains must be two names such as ["plain", "cipher"], got ["one"]'],
    [{ domains: ['a', 'a'] }, 'domains must be two names'],
    [{ colour: 2 }, 'an aligned has no option "colour"'],
    [{ autoencoder: 3 }, 'autoencoder must be an object, got 3'],
    [{ autoencoder: { family: 'vib' } }, 'autoencoder.family must be "vae" or "sequence"'],
    [{ autoencoder: { condition: 2 } }, 'autoencoder has no option "condition"'],
    [{ autoencoder: { latent: { size: 2, kind: 'gaussian' } } }, 'autoencoder.latent must be'],
    [{ align: 'rows' }, 'align must be one of "codes", "translations"'],
    [{ critic: 5 }, 'critic must be a list of layers'],
    [
      { align: 'translations', autoencoder: { likelihood: { kind: 'categorical', levels: 4 } } },
      'autoencoder.likelihood: a critic judges the mean',
    ],
  ])('%j', async (own, message) => {
    await expect(aligned(own)).rejects.toThrow(ConfigError);
    await expect(aligned(own)).rejects.toThrow(message);
  });

  test('options of the objective', async () => {
    await expect(asked({ model: 'aligned', match: 5 })).rejects.toThrow('match must be an object');
    await expect(asked({ model: 'aligned', match: { smoothing: 0.1 } })).rejects.toThrow(
      'match has no option "smoothing"',
    );
    await expect(asked({ model: 'aligned', match: { weight: -1 } })).rejects.toThrow(
      'match.weight',
    );
  });

  test('translations', async () => {
    const [{ asked: options, firsts }] = kinds as [(typeof kinds)[number]];
    const model = await createVae(options);
    await expect(model.translate(firsts, 'right')).rejects.toThrow(
      'translate takes two domains such as { from: "left", to: "right" }, got "right"',
    );
    await expect(model.translate(firsts, { from: 'left', to: 'up' })).rejects.toThrow(
      'to must be one of "left", "right", got "up"',
    );
    await expect(
      model.translate(firsts, { from: 'left', to: 'right' }, { samples: 2 }),
    ).rejects.toThrow('samples means nothing here');
    await expect(
      model.translate(firsts.subarray(1), { from: 'left', to: 'right' }),
    ).rejects.toThrow(/which leaves 11 over$/);
    const wrong = { data: firsts, domain: new Float32Array(8).fill(3) };
    await expect(model.evaluate(wrong)).rejects.toThrow(
      'the field "domain" takes values from 0 to 1',
    );
  });
});
