import { afterAll, describe, expect, test } from 'vitest';
import { readSafetensors, toFloat32, writeSafetensors } from '../../src/formats/safetensors.ts';
import { type Dataset, toDataset, VAE, type VaeOptions } from '../../src/index.ts';
import { type VibCase, vibFixture } from '../parity/vib.ts';
import { device } from '../training/models.ts';

const fixture = vibFixture();
const { model: shape } = fixture;
const models: VAE[] = [];
afterAll(() => {
  for (const model of models) model.dispose();
});

const OPTIONS: VaeOptions = {
  device,
  architecture: {
    family: 'vib',
    input: 12,
    encoder: [
      { kind: 'dense', units: 10 },
      { kind: 'dense', units: 8 },
    ],
    latent: 3,
    classes: 4,
  },
  beta: 1e-3,
  batchSize: 8,
};

async function start({ samples }: VibCase): Promise<VAE> {
  const model = await VAE.load(writeSafetensors(new Map(fixture.initial), new Map()), {
    ...OPTIONS,
    samples,
  });
  models.push(model);
  return model;
}

function tensorsOf(bytes: Uint8Array): Map<string, Float32Array> {
  const { tensors } = readSafetensors(bytes);
  return new Map([...tensors].map(([name, tensor]) => [name, toFloat32(tensor)]));
}

describe.each(fixture.cases)('$name', (given) => {
  test('twenty steps are those of PyTorch', async () => {
    const model = await start(given);
    for (const [i, { x, labels, noise }] of given.steps.entries()) {
      const report = await model.step({ data: x, label: labels }, { noise });
      const expected = given.float32.losses[i];
      expect(report.crossEntropy).toBeCloseTo(expected?.crossEntropy ?? Number.NaN, 5);
      expect(report.kl).toBeCloseTo(expected?.kl ?? Number.NaN, 5);
    }
    const weights = tensorsOf(await model.save());
    for (const [name, values] of given.float32.weights) {
      const scale = Math.max(...Array.from(values, Math.abs));
      for (const [i, value] of values.entries()) {
        const apart = Math.abs((weights.get(name)?.[i] ?? Number.NaN) - value);
        expect(apart / scale, `${name}[${i}]`).toBeLessThan(2e-5);
      }
    }
  });
});

describe('a classifier with an information bottleneck', () => {
  const rows = 400;
  /** Two linearly separable classes. */
  const separable = (): Dataset => {
    const data = Float32Array.from({ length: rows * 12 }, (_, i) => ((i * 7919) % 101) / 100);
    const labels = Uint8Array.from({ length: rows }, (_, row) =>
      (data[row * 12] ?? 0) + (data[row * 12 + 1] ?? 0) > 1 ? 1 : 0,
    );
    return toDataset(data, 12, 'separable', labels);
  };
  const small: VaeOptions = {
    architecture: {
      family: 'vib',
      input: 12,
      encoder: [{ kind: 'dense', units: 16 }],
      latent: 4,
      classes: 2,
    },
    batchSize: 40,
    learningRate: 1e-2,
  };

  test('learns, stops by its accuracy, predicts, and goes on from a file', async () => {
    const data = separable();
    const model = await VAE.create({ device, ...small });
    models.push(model);
    expect(model.programs).toEqual(['encode', 'classify']);
    expect(model.watched).toEqual({ figure: 'accuracy', better: 'higher' });
    const { epochs, bestEpoch } = await model.fit(data, {
      epochs: 30,
      validation: data,
      earlyStopping: { patience: 5 },
    });
    const accuracies = epochs.map(({ test }) => test?.accuracy ?? 0);
    expect(Math.max(...accuracies)).toBeGreaterThan(0.9);
    expect(accuracies.indexOf(Math.max(...accuracies)) + 1).toBe(bestEpoch);
    const { probabilities, classes } = await model.predict(data.data, { samples: 12, seed: 4 });
    const right = classes.filter((each, row) => each === data.labels?.[row]).length / rows;
    expect(right).toBeCloseTo(Math.max(...accuracies), 1);
    for (let row = 0; row < rows; row++) {
      expect((probabilities[2 * row] ?? 0) + (probabilities[2 * row + 1] ?? 0)).toBeCloseTo(1, 5);
    }
    const again = await VAE.load(await model.save(), { device });
    models.push(again);
    expect(again.architecture).toEqual(model.architecture);
    expect(await again.predict(data.data, { samples: 12, seed: 4 })).toEqual({
      probabilities,
      classes,
    });
  });

  test('predicts with as many samples as its options say', async () => {
    const { data } = separable();
    const model = await VAE.create({ device, ...small, testSamples: 3 });
    const again = await VAE.load(await model.save(), { device });
    models.push(model, again);
    const three = await model.predict(data, { samples: 3, seed: 4 });
    expect(await model.predict(data, { seed: 4 })).toEqual(three);
    expect(await again.predict(data, { seed: 4 })).toEqual(three);
    expect(await model.predict(data, { samples: 12, seed: 4 })).not.toEqual(three);
  });

  test('says what it cannot do, and what is wrong with labels', async () => {
    const model = await VAE.create({ device, ...small });
    models.push(model);
    await expect(model.decode(new Float32Array(4))).rejects.toThrow(
      'a model of the family "vib" cannot decode; it can: encode, classify',
    );
    expect(() => model.config).toThrow('has no short form');
    const x = new Float32Array(24);
    await expect(model.step(x)).rejects.toThrow(/2 fields.*\{ data: …, label: … \}/);
    await expect(model.step({ data: x, label: Uint8Array.of(0, 2) })).rejects.toThrow(
      'the field "label" takes whole numbers from 0 to 1, got 2 in row 1',
    );
  });
});

test('the default is the published network for MNIST', async () => {
  const model = await VAE.create({ device, model: 'vib' });
  models.push(model);
  const total = model.describe().reduce((sum, { parameters }) => sum + parameters, 0);
  const counted = [
    [784, 1024],
    [1024, 1024],
    [1024, 512],
    [256, 10],
  ].reduce((sum, [inputs = 0, outputs = 0]) => sum + (inputs + 1) * outputs, 0);
  expect(total).toBe(counted);
  const deviation = await model.encode(new Uint8Array(784));
  // softplus(-5), the authors' initial value.
  expect(Math.exp((deviation.logvar[0] ?? 0) / 2)).toBeCloseTo(0.0067, 3);
  expect(shape).toBeDefined();
});
