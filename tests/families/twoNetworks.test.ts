import { afterAll, describe, expect, test } from 'vitest';
import { resumedArchitecture } from '../../src/checkpoints/resumedArchitecture.ts';
import { registerFamily } from '../../src/families/registry.ts';
import { readSafetensors, toFloat32, writeSafetensors } from '../../src/formats/safetensors.ts';
import { CheckpointError, stepCost, VAE, type VaeOptions } from '../../src/index.ts';
import { drawnNoise } from '../../src/ops/noise.ts';
import { packOptimizerScalars } from '../../src/optimizers/optimizer.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { resolveTraining } from '../../src/training/options.ts';
import { recordTraining } from '../../src/training/recordTraining.ts';
import { trainingScalars } from '../../src/training/stepScalars.ts';
import { twoNetworksFixture } from '../parity/twoNetworks.ts';
import { twoNetworks } from '../support/twoNetworks.ts';
import { device } from '../training/models.ts';

registerFamily(twoNetworks);
/** The same family with a short form, which knows its weights in files of other programs. */
registerFamily({
  ...twoNetworks,
  name: 'two-known-networks',
  shortForm: () => ({ latent: 2 }),
  plainWeights: {
    tensors: 'generator.0.weight, critic.0.weight',
    architecture: async (shapes) =>
      shapes.get('critic.0.weight')?.[1] === fixture.model.input
        ? { family: 'two-known-networks' }
        : undefined,
  },
});

const fixture = twoNetworksFixture();
const { batch, steps, optimizers } = fixture.model;
const { generator, critic } = optimizers;
const training: VaeOptions = {
  architecture: { family: 'two-networks' },
  batchSize: batch,
  learningRate: generator.learningRate,
  groups: { critic },
};
const models: VAE[] = [];
afterAll(() => {
  for (const model of models) model.dispose();
});

async function open(options: VaeOptions = {}): Promise<VAE> {
  const model = await VAE.create({ device, ...training, ...options });
  models.push(model);
  return model;
}

/** A model with the fixture's weights. */
async function start(options: VaeOptions = {}): Promise<VAE> {
  const fresh = await open();
  const file = readSafetensors(await fresh.save());
  const tensors = new Map(
    [...file.tensors].map(([name, tensor]) => {
      const own = fixture.initial.get(name);
      return [name, own ?? { dtype: 'F32' as const, shape: tensor.shape, data: toFloat32(tensor) }];
    }),
  );
  const model = await VAE.load(writeSafetensors(tensors, new Map(file.metadata)), {
    device,
    ...training,
    ...options,
  });
  models.push(model);
  return model;
}

function weightsOf(bytes: Uint8Array): Map<string, Float32Array> {
  const { tensors } = readSafetensors(bytes);
  return new Map([...tensors].map(([name, tensor]) => [name, toFloat32(tensor)]));
}

/** The maximum over all tensors of the largest difference relative to the largest element. */
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

describe('a generator and a critic, each with its own optimizer', () => {
  test('ten steps in float64 are those of PyTorch, and every wrong order is far from them', async () => {
    const model = await twoNetworks.build(await twoNetworks.resolve({}));
    const source = { rows: batch, dataRows: batch, dtypes: { data: 'f32' }, ring: 1 } as const;
    const { architecture: _, ...options } = training;
    const resolved = resolveTraining(options as never, twoNetworks);
    const program = recordTraining(model, source, resolved, { noiseGiven: true });
    const store = new ReferenceStore(model.store);
    for (const { name } of model.store.parameters) {
      store.parameter(name).value.set(fixture.initial.get(name)?.data ?? []);
    }
    const executor = new ReferenceExecutor(store, program.plan, {
      data: new Float64Array(batch * fixture.model.input),
      row_index: Array.from({ length: batch }, (_, row) => row),
      noise: new Float64Array(batch * fixture.model.noise),
    });
    const losses: Record<string, number[]> = { fool: [], real: [], fake: [] };
    for (const [i, { x, noise }] of fixture.steps.entries()) {
      executor.values('data').set(x);
      executor.values('noise').set(noise);
      executor.run([{ ...trainingScalars(i + 1, batch, program, resolved), row_count: batch }]);
      for (const { name, sums, every } of program.terms) {
        if (i % every === 0) losses[name]?.push((executor.values(sums)[0] ?? Number.NaN) / batch);
      }
    }
    const weights = new Map(
      model.store.parameters.map(({ name }) => [name, store.parameter(name).value] as const),
    );
    expect(distance(weights, fixture.float64.weights)).toBeLessThan(1e-7);
    expect(distance(weights, fixture.wrongOrders.sharedForward)).toBeGreaterThan(1e-5);
    expect(distance(weights, fixture.wrongOrders.criticFirst)).toBeGreaterThan(1e-5);
    for (const name of ['fool', 'real', 'fake'] as const) {
      expect(losses[name]).toHaveLength(fixture.float64[name].length);
      for (const [i, value] of fixture.float64[name].entries()) {
        expect(losses[name]?.[i]).toBeCloseTo(value, 7);
      }
    }
  });

  test('ten steps on the device are those of PyTorch', async () => {
    const model = await start();
    for (const { x, noise } of fixture.steps) await model.step(x, { noise });
    const weights = weightsOf(await model.save());
    expect(distance(weights, fixture.float32.weights)).toBeLessThan(2e-6);
    const moments = new Map([...fixture.float32.m].map(([name, m]) => [`adam.m.${name}`, m]));
    expect(distance(weights, moments)).toBeLessThan(2e-5);
  });

  test('a step reports the terms that it computed', async () => {
    const model = await start();
    const [first, second] = fixture.steps;
    if (!first || !second) throw new Error('the fixture has no steps');
    const one = await model.step(first.x, { noise: first.noise });
    expect(Object.keys(one)).toEqual(['step', 'fool', 'real', 'fake']);
    expect(one.fool).toBeCloseTo(fixture.float64.fool[0] ?? 0, 5);
    expect(one.real).toBeCloseTo(fixture.float64.real[0] ?? 0, 5);
    const two = await model.step(second.x, { noise: second.noise });
    expect(two.fool).toBeCloseTo(fixture.float64.fool[1] ?? 0, 5);
    expect(two.real).toBeNaN();
  });

  test('goes on from a file to the bit, with the moments of both optimizers', async () => {
    const data = Float32Array.from(fixture.steps.slice(0, 3).flatMap(({ x }) => [...x]));
    const whole = await open({ seed: 3 });
    await whole.fit(data, { steps: steps });
    const part = await open({ seed: 3 });
    await part.fit(data, { steps: 5 });
    const resumed = await VAE.load(await part.save(), { device });
    models.push(resumed);
    await resumed.fit(data, { steps: steps - 5 });
    expect(weightsOf(await resumed.save())).toEqual(weightsOf(await whole.save()));
    expect(resumed.options.groups).toEqual({ critic });
  });

  test('weights alone are those of the family that knows their names and shapes', async () => {
    const saved = await (await open()).save();
    const file = readSafetensors(saved);
    const plain = (names: (name: string) => boolean) =>
      writeSafetensors(new Map([...file.tensors].filter(([name]) => names(name))), new Map());
    const model = await VAE.load(
      plain((name) => !name.startsWith('adam.')),
      { device },
    );
    models.push(model);
    expect(model.describe()).toEqual([]);
    expect(model.stepCount).toBe(0);
    const weights = weightsOf(saved);
    for (const [name, values] of weightsOf(await model.save())) {
      if (!name.startsWith('adam.')) expect(values).toEqual(weights.get(name));
    }
    const half = VAE.load(
      plain((name) => name.startsWith('generator')),
      { device },
    );
    await expect(half).rejects.toThrow(CheckpointError);
    await expect(half).rejects.toThrow(
      /expected tensors fc1.* \(vae\), or generator.0.weight, critic.0.weight \(two-known-networks\), got/,
    );
  });

  test('tools take the element type of its data, and tell which dispatches not all steps run', async () => {
    const { dispatches } = await stepCost(training);
    const optimizers = dispatches.filter(({ kernel }) => /update/.test(kernel));
    expect(optimizers.map(({ every }) => every)).toEqual([undefined, 2]);

    const vae = await open();
    await vae.prepare();
    await expect(vae.prepare({ dtype: 'u8' })).rejects.toThrow('dtype must be "f32", got "u8"');
  });

  test('a short form is asked of the family', async () => {
    const known = { family: 'two-known-networks' };
    const file = { tensors: new Map(), metadata: new Map() };
    const made = { architecture: known };
    const architecture = await resumedArchitecture({ made, file }, { config: { hidden: [3] } });
    expect(architecture).toMatchObject({ family: 'vae', latent: 2, encoder: [{ units: 3 }] });
    await expect(VAE.load(await (await open()).save(), { device, config: {} })).rejects.toThrow(
      /the checkpoint's model has no short form/,
    );
  });

  test('a function as the schedule of a group is missed by name when it is loaded', async () => {
    const learningRate = () => critic.learningRate;
    const model = await open({ groups: { critic: { ...critic, learningRate } } });
    const file = await model.save();
    const refused = VAE.load(file, { device });
    await expect(refused).rejects.toThrow(CheckpointError);
    await expect(refused).rejects.toThrow(
      /"groups\.critic\.learningRate".*load\(file, { groups: { critic: { learningRate: … } } }\)/,
    );
  });

  test('options of one group leave those of the others, and its own, as the file has them', async () => {
    const groups = {
      generator: { beta1: 0.5 },
      critic: { optimizer: 'rmsprop', alpha: 0.9, learningRate: 1e-4 },
    } as const;
    const file = await (await open({ groups })).save();
    const changed = { critic: { learningRate: 5e-5 } };
    const model = await VAE.load(file, { device, groups: changed });
    models.push(model);
    expect(model.options.groups).toEqual({
      generator: { beta1: 0.5 },
      critic: { optimizer: 'rmsprop', alpha: 0.9, learningRate: 5e-5 },
    });
    const undefinedOption = { critic: { learningRate: undefined } } as never;
    const kept = await VAE.load(file, { device, groups: undefinedOption });
    models.push(kept);
    expect(kept.options.groups).toEqual(groups);
  });

  test('another optimizer of one group is refused by name', async () => {
    const file = await (await open({ groups: { critic: { optimizer: 'rmsprop' } } })).save();
    for (const [group, trained, optimizer] of [
      ['critic', 'rmsprop', 'adam'],
      ['generator', 'adam', 'sgd'],
    ] as const) {
      const refused = VAE.load(file, { device, groups: { [group]: { optimizer } } });
      await expect(refused).rejects.toThrow(CheckpointError);
      await expect(refused).rejects.toThrow(
        `group "${group}" of the checkpoint was trained with the optimizer ${trained}`,
      );
    }
    const unknown = VAE.load(file, { device, groups: { critic: { optimizer: 'lion' as never } } });
    await expect(unknown).rejects.toThrow(/^groups\.critic\.optimizer must be one of/);
  });

  test('a second run of steps creates nothing on the device', async () => {
    const data = Float32Array.from(fixture.steps.slice(0, 3).flatMap(({ x }) => [...x]));
    const model = await open({ burst: 4 });
    await model.fit(data, { steps: 6 });
    const before = model.memory;
    const groups = counting(device, 'createBindGroup');
    const buffers = counting(device, 'createBuffer');
    await model.fit(data, { steps: 12 });
    expect([groups(), buffers()]).toEqual([0, 0]);
    expect(model.memory).toEqual(before);
  });

  test('an update that would read changed parameters is refused by name', async () => {
    await expect(
      open({ architecture: { family: 'two-networks', order: 'critic first' } as never }).then(
        (model) => model.step(fixture.steps[0]?.x ?? new Float32Array()),
      ),
    ).rejects.toThrow(/update of "generator" would read "critic\.\d\.weight" after the update of/);
  });
});

/** Counts calls of a method. The returned function gives the count and ends counting. */
function counting<K extends 'createBindGroup' | 'createBuffer'>(
  target: GPUDevice,
  method: K,
): () => number {
  const original = target[method];
  let calls = 0;
  target[method] = function (this: GPUDevice, ...args: never[]) {
    calls += 1;
    return (original as (...all: never[]) => never).apply(this, args);
  } as never;
  return () => {
    target[method] = original;
    return calls;
  };
}

test('places that sample have streams of their own; the first keeps its purpose', () => {
  const noise = drawnNoise(3);
  const streams = Array.from({ length: 3 }, () => noise.next(undefined as never, 1, 1));
  expect(streams).toEqual([
    { kind: 'counter', stream: 3 },
    { kind: 'counter', stream: 3 + 2 ** 16 },
    { kind: 'counter', stream: 3 + 2 ** 17 },
  ]);
  expect(packOptimizerScalars([])).toHaveLength(16);
});
