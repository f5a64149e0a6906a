import { afterAll, describe, expect, test } from 'vitest';
import { readSafetensors, toFloat32, writeSafetensors } from '../../src/formats/safetensors.ts';
import { VAE } from '../../src/index.ts';
import { device } from '../training/models.ts';
import { numbers, readFixtureFile } from './numbers.ts';
import { byParameter, parts } from './trainingRecord.ts';

const SCRIPT = 'hierarchies.py';

interface Fixture {
  readonly input: number;
  readonly hidden: readonly number[];
  readonly sizes: readonly number[];
  readonly beta: readonly number[];
  readonly learningRate: number;
  readonly rows: number;
  readonly batch: number;
  readonly steps: number;
  readonly cases: readonly ('hierarchical' | 'ladder')[];
}

const file = readFixtureFile('hierarchies');
const fixture: Fixture = JSON.parse(file.metadata.get('model') ?? '');
const values = (name: string) => numbers(file, name, SCRIPT);
const models: VAE[] = [];
afterAll(() => {
  for (const model of models) model.dispose();
});

describe.each(fixture.cases)('%s', (family) => {
  const folder = `${family}/initial/`;
  const names = [...file.tensors.keys()]
    .filter((name) => name.startsWith(folder))
    .map((name) => name.slice(folder.length));

  test('twenty steps are those of PyTorch', async () => {
    const initial = names.map((name) => {
      const { shape = [] } = file.tensors.get(folder + name) ?? {};
      const data = Float32Array.from(values(folder + name));
      return [name, { dtype: 'F32', shape, data }] as const;
    });
    const model = await VAE.load(writeSafetensors(new Map(initial), new Map()), {
      device,
      architecture: {
        family,
        input: fixture.input,
        levels: fixture.sizes.map((size, place) => {
          const layers = [{ kind: 'dense', units: fixture.hidden[place] ?? 0 }];
          return { size, encoder: layers, decoder: layers };
        }),
      },
      beta: fixture.beta,
      learningRate: fixture.learningRate,
      batchSize: fixture.batch,
    });
    models.push(model);
    const { batch, rows, input, steps } = fixture;
    const data = Float32Array.from(values('data'));
    const noise = [1, 2].map((level) => parts(values(`${family}/noise.${level}`), steps));
    const losses = values(`${family}/losses`);
    for (let step = 0; step < steps; step++) {
      const first = ((step * batch) % rows) * input;
      const own = noise.map((each) => each[step] ?? new Float32Array());
      // A ladder draws its levels from the top.
      if (family === 'ladder') own.reverse();
      const report = await model.step(data.slice(first, first + batch * input), { noise: own });
      const expected = losses.subarray(3 * step, 3 * step + 3);
      for (const [i, name] of ['reconstruction', 'kl1', 'kl2'].entries()) {
        // The KL of a sample is a difference of sums that are as large as the reconstruction.
        const apart = Math.abs((report[name] ?? Number.NaN) - (expected[i] ?? Number.NaN));
        expect(apart / (expected[0] ?? 0), name).toBeLessThan(1e-5);
      }
    }
    const { tensors } = readSafetensors(await model.save());
    const weights = byParameter(file, `${family}/weight.float64`, names, SCRIPT);
    for (const [name, wanted] of weights) {
      const tensor = tensors.get(name);
      const found = tensor ? toFloat32(tensor) : new Float32Array();
      const scale = Math.max(...Array.from(wanted, Math.abs));
      for (const [i, value] of wanted.entries()) {
        const apart = Math.abs((found[i] ?? Number.NaN) - value);
        expect(apart / scale, `${name}[${i}]`).toBeLessThan(2e-5);
      }
    }
  });
});
