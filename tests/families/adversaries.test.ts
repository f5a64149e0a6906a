import { describe, expect, test } from 'vitest';
import { loadFamily } from '../../src/families/registry.ts';
import { readSafetensors, toFloat32, writeSafetensors } from '../../src/formats/safetensors.ts';
import { logicalSize } from '../../src/graph/layout.ts';
import type { Store } from '../../src/graph/store.ts';
import {
  type ArchitectureChoice,
  ConfigError,
  type VAE,
  type VaeOptions,
} from '../../src/index.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { loadTraining, resolveTraining } from '../../src/training/options.ts';
import { recordTraining } from '../../src/training/recordTraining.ts';
import { trainingScalars } from '../../src/training/stepScalars.ts';
import { type AdversaryCase, adversariesFixture } from '../parity/adversaries.ts';
import { createVae, device, loadVae, sameBits, tensorsOf } from '../training/models.ts';

const { shape, cases } = adversariesFixture();
const { input, hidden, latent, batch } = shape;
const layer = (units: number) => ({ kind: 'dense', units, activation: 'tanh' });
const critic = shape.critic.map(layer);

function architectureOf({ family }: AdversaryCase): ArchitectureChoice {
  const networks = { input, encoder: [layer(hidden)], latent, decoder: [layer(hidden)] };
  return family === 'aae'
    ? { family: 'aae', ...networks, critic }
    : { family: 'vae-gan', ...networks, discriminator: critic, features: 1 };
}

function optionsOf(given: AdversaryCase) {
  const { family, weight, smoothing, beta, gamma, pixels, loss, balance, adam } = given;
  const own: VaeOptions =
    family === 'aae'
      ? { match: { weight, smoothing } }
      : { beta, adversary: { gamma, pixels, smoothing, loss, ...(balance && { balance }) } };
  return { batchSize: batch, groups: adam, ...own };
}

/** The model of a case on the device, with the fixture's weights. */
async function start(given: AdversaryCase): Promise<VAE> {
  const architecture = architectureOf(given);
  const options = { config: undefined, ...optionsOf(given) };
  const fresh = await createVae({ architecture, ...options });
  const file = readSafetensors(await fresh.save());
  const tensors = new Map(
    [...file.tensors].map(([name, tensor]) => {
      const own = { dtype: 'F32' as const, shape: tensor.shape, data: toFloat32(tensor) };
      return [name, given.initial.get(name) ?? own];
    }),
  );
  return loadVae(writeSafetensors(tensors, new Map(file.metadata)), options);
}

/** The tensors of a store by their names in files: parts of stored tensors. */
function partsOf(store: Store) {
  return store.views.map(({ name, of, first, size }) => {
    const [rows = 1, ...rest] = store.parameters.find((each) => each.name === of)?.shape ?? [];
    const width = logicalSize(rest);
    expect(first + size).toBeLessThanOrEqual(rows);
    return { name, of, start: first * width, size: size * width };
  });
}

/** The largest difference of all tensors, relative to the largest element of each. */
function distance(
  actual: ReadonlyMap<string, ArrayLike<number>>,
  expected: ReadonlyMap<string, ArrayLike<number>>,
): number {
  return Math.max(
    ...[...expected].map(([name, values]) => {
      const found = actual.get(name) ?? [];
      const scale = Math.max(...Array.from(values, Math.abs), 1e-30);
      return Math.max(
        ...Array.from(values, (value, i) => Math.abs((found[i] ?? Number.NaN) - value) / scale),
      );
    }),
  );
}

describe.each(cases)('$name', (given) => {
  test('twenty steps in float64 are those of PyTorch, and those of every mistake are not', async () => {
    const architecture = architectureOf(given);
    const family = await loadFamily((architecture as { family: string }).family);
    const options = optionsOf(given);
    await family.loadOptions?.(options);
    await loadTraining(options);
    const model = await family.build(await family.resolve(architecture));
    const source = { rows: batch, dataRows: batch, dtypes: { data: 'f32' }, ring: 1 } as const;
    const resolved = resolveTraining(options, family);
    const program = recordTraining(model, source, resolved, { noiseGiven: true });
    const store = new ReferenceStore(model.store);
    const parameters = partsOf(model.store);
    expect(new Set(parameters.map(({ name }) => name))).toEqual(new Set(given.initial.keys()));
    for (const { of, start, name } of parameters) {
      store.parameter(of).value.set(given.initial.get(name)?.data ?? [], start);
    }
    const state = (kind: 'value' | 'm' | 'v' | 'gradient') =>
      new Map(
        parameters.map(({ of, name, start, size }) => [
          name,
          store.parameter(of)[kind].slice(start, start + size),
        ]),
      );
    const places = given.steps[0]?.noise.length ?? 0;
    const names = ['noise', 'noise.1'].slice(0, places);
    const executor = new ReferenceExecutor(store, program.plan, {
      data: new Float64Array(batch * input),
      row_index: Array.from({ length: batch }, (_, row) => row),
      ...Object.fromEntries(names.map((name) => [name, new Float64Array(batch * latent)])),
    });
    for (const [i, { x, noise }] of given.steps.entries()) {
      executor.values('data').set(x);
      for (const [place, name] of names.entries()) executor.values(name).set(noise[place] ?? []);
      executor.run([trainingScalars(i + 1, batch, program, resolved)]);
      for (const { name, sums } of program.terms) {
        const mean = (executor.values(sums)[0] ?? Number.NaN) / batch;
        expect(mean, `${name} of step ${i + 1}`).toBeCloseTo(
          given.term(name, 'float64')[i] ?? 0,
          8,
        );
      }
      if (i === 0) expect(distance(state('gradient'), given.float64.gradients)).toBeLessThan(1e-9);
    }
    expect(distance(state('value'), given.float64.weights)).toBeLessThan(1e-8);
    expect(distance(state('m'), given.float64.m)).toBeLessThan(1e-8);
    expect(distance(state('v'), given.float64.v)).toBeLessThan(1e-8);
    for (const [mistake, weights] of given.mistakes) {
      expect(distance(state('value'), weights), mistake).toBeGreaterThan(1e-5);
    }
    for (const { name } of model.store.variables) {
      expect([name, store.variable(name)[0]]).toEqual([
        name,
        given.skipped[name.split('.')[0] ?? ''],
      ]);
    }
  });

  test('twenty steps on the device are those of PyTorch', async () => {
    const model = await start(given);
    for (const [i, { x, noise }] of given.steps.entries()) {
      const report = await model.step(x, { noise });
      for (const [name, value] of Object.entries(report)) {
        if (name === 'step' || name === 'elbo') continue;
        expect(value / (given.term(name, 'float32')[i] ?? 0)).toBeCloseTo(1, 4);
      }
    }
    const saved = tensorsOf(await model.save());
    expect(distance(saved, given.float32.weights)).toBeLessThan(2e-5);
    const moments = new Map([...given.float32.m].map(([name, m]) => [`adam.m.${name}`, m]));
    expect(distance(saved, moments)).toBeLessThan(2e-4);
  });
});

const DENSE = { input, encoder: [layer(hidden)], latent, decoder: [layer(hidden)] };
const calm = (units: number) => ({ kind: 'spectralDense', units });

/** A model of each kind, small. */
const SMALL: readonly (readonly [name: string, options: VaeOptions])[] = [
  ['aae', { architecture: { family: 'aae', ...DENSE, critic } }],
  [
    'aae with a noisy code, a mixture and a calm critic',
    {
      architecture: {
        family: 'aae',
        ...DENSE,
        latent: { kind: 'gaussian', size: latent, prior: { kind: 'mixture', components: 3 } },
        critic: [calm(8)],
      },
    },
  ],
  ['wae', { architecture: { family: 'wae', ...DENSE } }],
  ['wae with a critic', { architecture: { family: 'wae', ...DENSE, critic } }],
  [
    'vae-gan',
    {
      architecture: { family: 'vae-gan', ...DENSE, discriminator: critic },
      adversary: { pixels: 1, balance: { margin: 0.05 } },
    },
  ],
];

/** Rows of four kinds, u8. */
const rows = Uint8Array.from({ length: 64 * input }, (_, i) =>
  Math.floor(i / input) % 4 === (i % input) % 4 ? 255 : 0,
);

describe.each(SMALL)('%s', (_, options) => {
  const asked: VaeOptions = {
    config: undefined,
    batchSize: 16,
    learningRate: 1e-2,
    seed: 3,
    ...options,
  };

  test('learns, and goes on from a file to the bit', async () => {
    const whole = await createVae(asked);
    const before = await whole.evaluate(rows);
    await whole.fit(rows, { steps: 90 });
    const after = await whole.evaluate(rows);
    expect(after.reconstruction).toBeLessThan(0.8 * (before.reconstruction ?? 0));
    const part = await createVae(asked);
    await part.fit(rows, { steps: 50 });
    const resumed = await loadVae(await part.save());
    expect(resumed.architecture).toEqual(part.architecture);
    await resumed.fit(rows, { steps: 40 });
    expect(await sameBits(resumed, whole)).toBe(true);
  });

  test('encodes, decodes and samples', async () => {
    const model = await createVae(asked);
    const { mu } = await model.encode(rows);
    expect(mu).toHaveLength(64 * latent);
    expect(await model.reconstruct(rows)).toEqual(await model.decode(mu));
    expect(await model.sample(3)).toHaveLength(3 * input);
  });

  test('a second run of steps creates nothing on the device', async () => {
    const model = await createVae({ ...asked, burst: 4 });
    await model.fit(rows, { steps: 6 });
    const { memory } = model;
    const counts = (['createBindGroup', 'createBuffer'] as const).map(counting);
    await model.fit(rows, { steps: 12 });
    expect(counts.map((count) => count())).toEqual([0, 0]);
    expect(model.memory).toEqual(memory);
  });
});

describe.each([
  ['aae', { critic }, {}],
  ['wae', {}, {}],
  ['vae-gan', { discriminator: critic }, { adversary: { pixels: 1 } }],
] as const)('a categorical code of the family %s', (family, networks, options) => {
  const latent = { kind: 'categorical', size: 6, classes: 3, temperature: 0.7 } as const;
  const architecture = { family, ...DENSE, ...networks, latent } as ArchitectureChoice;

  test('learns with its temperature, and goes on from a file to the bit', async () => {
    const training = { batchSize: 16, learningRate: 1e-2, seed: 3 };
    const asked = { config: undefined, architecture, ...training, ...options };
    const whole = await createVae(asked);
    const before = await whole.evaluate(rows);
    await whole.fit(rows, { steps: 90 });
    const after = await whole.evaluate(rows);
    expect(after.reconstruction).toBeLessThan(0.8 * (before.reconstruction ?? 0));
    const part = await createVae(asked);
    await part.fit(rows, { steps: 50 });
    const resumed = await loadVae(await part.save());
    await resumed.fit(rows, { steps: 40 });
    expect(await sameBits(resumed, whole)).toBe(true);
  });
});

/** Counts calls of a method of the device. The returned function gives the count and ends counting. */
function counting<K extends 'createBindGroup' | 'createBuffer'>(method: K): () => number {
  const original = device[method];
  let calls = 0;
  device[method] = function (this: GPUDevice, ...args: never[]) {
    calls += 1;
    return (original as (...all: never[]) => never).apply(this, args);
  } as never;
  return () => {
    device[method] = original;
    return calls;
  };
}

test('a critic says where a code is from, a discriminator where a row is from', async () => {
  for (const [family, trained] of [
    ['aae', { architecture: { family: 'aae', ...DENSE, critic } }],
    ['vae-gan', { architecture: { family: 'vae-gan', ...DENSE, discriminator: critic } }],
  ] as const) {
    const model = await createVae({
      config: undefined,
      batchSize: 16,
      learningRate: 1e-2,
      ...trained,
    });
    // The other network hardly moves.
    const still = { learningRate: 1e-9 };
    const others = family === 'aae' ? { model: still } : { encoder: still, decoder: still };
    const sure = await loadVae(await model.save(), { groups: others });
    await sure.fit(rows, { steps: 200 });
    const { mu } = await sure.encode(rows);
    const made = await sure.reconstruct(rows);
    const mean = (values: ArrayLike<number> | undefined) =>
      Array.from(values ?? []).reduce((sum, value) => sum + value, 0) / (values?.length ?? 0);
    if (family === 'aae') {
      const judged = await sure.run('discriminate', 64, { inputs: { z: mu } });
      expect(mean(judged.probability as Float32Array)).toBeLessThan(0.3);
    } else {
      const real = await sure.run('discriminate', rows);
      const fake = await sure.run('discriminate', made);
      expect(mean(real.probability as Float32Array)).toBeGreaterThan(0.9);
      expect(mean(fake.probability as Float32Array)).toBeLessThan(0.1);
    }
  }
});

test('the defaults are those that the documents say', async () => {
  for (const model of ['aae', 'wae', 'vae-gan']) {
    const made = await createVae({ config: undefined, model });
    expect(made.architecture).toMatchObject({ family: model, input: [784] });
  }
});

describe('what makes no sense is refused by name', () => {
  const refused = (options: object) => createVae({ config: undefined, ...options } as VaeOptions);

  test.each([
    [{ model: 'aae', match: 5 }, 'match must be an object such as { weight: 10 }, got 5'],
    [{ model: 'aae', match: { size: 5 } }, 'match has no option "size"'],
    [{ model: 'aae', match: { weight: -1 } }, 'match.weight'],
    [{ model: 'aae', match: { smoothing: 1 } }, 'match.smoothing'],
    [{ model: 'wae', match: { kernel: 'linear' } }, 'match.kernel'],
    [{ model: 'wae', match: { scale: -1 } }, 'match.scale'],
    [{ model: 'wae', match: { scale: 1e-50 } }, 'match.scale'],
    [{ model: 'vae-gan', adversary: 5 }, 'adversary must be an object such as { gamma: 1 }, got 5'],
    [{ model: 'vae-gan', adversary: { gama: 5 } }, 'adversary has no option "gama"'],
    [{ model: 'vae-gan', adversary: { loss: 'hinge' } }, 'adversary.loss'],
    [{ model: 'vae-gan', adversary: { balance: 3 } }, 'adversary.balance'],
    [{ model: 'vae-gan', adversary: { balance: { margin: 0 } } }, 'adversary.balance.margin'],
    [{ model: 'vae-gan', adversary: { balance: { margin: 1e-50 } } }, 'adversary.balance.margin'],
    [{ model: 'vae-gan', match: { weight: 1 } }, 'match'],
    [{ architecture: { family: 'aae', condition: 2 } }, 'an aae takes no condition, got 2'],
    [{ architecture: { family: 'wae', colour: 2 } }, 'a wae has no option "colour"'],
    [
      { architecture: { family: 'vae-gan', discriminator: [] } },
      'discriminator must be at least one',
    ],
    [
      { architecture: { family: 'vae-gan', features: 2 } },
      'features must be a whole number from 1 to 1',
    ],
    [{ architecture: { family: 'aae', critic: 5 } }, 'critic must be a list of layers'],
  ])('%j', async (options, message) => {
    await expect(refused(options)).rejects.toThrow(ConfigError);
    await expect(refused(options)).rejects.toThrow(message);
  });

  test('what an option has no effect on, and a code without density, when they are used', async () => {
    const aae = await refused({
      architecture: { family: 'aae', ...DENSE },
      match: { kernel: 'imq' },
    });
    await expect(aae.evaluate(rows)).rejects.toThrow(
      'match.kernel means nothing to a model with a critic; it takes: weight, smoothing',
    );
    const vae = await refused({
      architecture: { family: 'vae', ...DENSE, latent: { kind: 'deterministic', size: latent } },
    });
    await expect(vae.evaluate(rows)).rejects.toThrow('a deterministic code has no density');
    const wae = await refused({ architecture: { family: 'wae', ...DENSE } });
    await expect(wae.estimateNll(rows)).rejects.toThrow(
      'a model of the family "wae" cannot bound; it can: encode, posterior, decode, sample',
    );
  });
});

test('a vae-gan refuses a likelihood whose mean tells its decoder nothing', async () => {
  const likelihood = { kind: 'categorical', levels: 4 } as const;
  const architecture = { family: 'vae-gan', ...DENSE, likelihood } as const;
  await expect(createVae({ config: undefined, architecture })).rejects.toThrow(
    'likelihood: a critic judges the mean of the likelihood, and that of "categorical" has no gradient',
  );
});
