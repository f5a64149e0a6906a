import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, test } from 'vitest';
import { CheckpointError, ConfigError, DataError, VaeError } from '../../src/errors.ts';
import { readNpy, writeNpy } from '../../src/formats/npy.ts';
import { isSupported, VAE } from '../../src/index.ts';
import { onGpu } from '../support/gpuRows.ts';
import { createVae, editWeights, loadVae } from '../training/models.ts';
import {
  BAD_CONDITIONS,
  BAD_OPTIONS,
  BAD_ROWS,
  BAD_VALUES,
  BATCH,
  ENTRANCES,
  type Entrance,
  INPUT,
  LATENT,
  MODELS,
  type ModelName,
  OUTSIDE,
  optionsIn,
  READS_ROWS,
  rows,
  WITHOUT_ARGUMENTS,
} from './entrances.ts';

type Call = (...given: unknown[]) => Promise<unknown>;

const models = new Map<ModelName, VAE>();
let vae: VAE;

beforeAll(async () => {
  for (const [name, options] of Object.entries(MODELS)) {
    const model = await createVae({ config: undefined, ...options, batchSize: BATCH });
    models.set(name as ModelName, model);
  }
  vae = models.get('plain') as VAE;
});

/** The model that has a method. */
const modelOf = ({ model }: Entrance): VAE => models.get(model) as VAE;

function byName(name: string): Entrance {
  const found = ENTRANCES.find(({ method }) => method === name);
  if (!found) throw new Error(`no entrance ${name}`);
  return found;
}

function call(entrance: Entrance, args: readonly unknown[]): Promise<unknown> {
  const { method } = entrance;
  const model = modelOf(entrance);
  const answer: unknown = (model[method] as unknown as Call).apply(model, [...args]);
  return method === 'train'
    ? loopOver(answer as AsyncIterable<unknown>)
    : (answer as Promise<unknown>);
}

async function loopOver(reports: AsyncIterable<unknown>): Promise<void> {
  for await (const report of reports) expect(report).toHaveProperty('epoch');
}

/** The error of a call, which has to be one of the library's. */
async function refusal(entrance: Entrance, args: readonly unknown[]): Promise<string> {
  const [{ value, error }] = await Promise.all([
    call(entrance, args).then(
      (answer) => ({ value: answer, error: undefined }),
      (thrown: unknown) => ({ value: undefined, error: thrown }),
    ),
  ]);
  expect(error, `answered ${String(value)}`).toBeInstanceOf(VaeError);
  const { message } = error as VaeError;
  expect(message).not.toMatch(/undefined (rows|of|has)|of undefined|\[object/);
  return message;
}

/** Rows that bring a name of their own, which messages use. */
const OWN_NAMES = /data set|sparse rows|another number of columns/;

/** Messages of bad rows begin with the argument, but `data` is not named before the model's fields. */
const beginningWith = (argument: string): RegExp =>
  argument === 'data'
    ? /^(data|this model takes|the field)\b/
    : new RegExp(`^${argument}(\\.data)?: `);

const withArgument = ({ args }: Entrance, place: number, value: unknown): unknown[] =>
  args().with(place, value);

test.each([Number.NaN, Number.NEGATIVE_INFINITY])(
  'weights that are not finite are refused by their tensor: %f',
  async (value) => {
    const bad = editWeights(await vae.save(), (name, values) =>
      name === 'fc21.weight' ? values.fill(value, 3, 4) : values,
    );
    const loaded = loadVae(bad);
    await expect(loaded).rejects.toThrow(CheckpointError);
    await expect(loaded).rejects.toThrow(`tensor "fc21.weight" holds ${value} at place 3`);
  },
);

test('a checkpoint may come as an ArrayBuffer, and over shared memory', async () => {
  const bytes = await vae.save();
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  for (const source of [bytes.slice().buffer, shared]) {
    expect(await (await loadVae(source as Uint8Array)).save()).toEqual(bytes);
  }
  await expect(loadVae('model.safetensors' as never)).rejects.toThrow(DataError);
});

describe('the condition of a conditional model', () => {
  const calls: Readonly<Record<string, (model: VAE, condition: unknown) => Promise<unknown>>> = {
    decode: (model, given) => model.decode(new Float32Array(LATENT), given as Float32Array),
    sample: (model, given) => model.sample(1, { condition: given as Float32Array }),
    manifold: (model, given) => model.manifold({ size: 2, condition: given as Float32Array }),
    traverse: (model, given) =>
      model.traverse({ z: new Float32Array(LATENT), condition: given as Float32Array }, 0),
  };
  test.each(Object.entries(calls))('of %s is checked, and used as it was', async (_, run) => {
    const config = { input: INPUT, hidden: [5], latent: LATENT, condition: 3 };
    const model = await createVae({ config, batchSize: BATCH });
    for (const [kind, bad] of Object.entries(BAD_CONDITIONS)) {
      const error = await run(model, bad()).catch((thrown) => thrown);
      expect(error, kind).toBeInstanceOf(VaeError);
    }
    const given = Float32Array.of(0, 1, 0);
    const answer = await run(model, given);
    const pending = run(model, given);
    given.fill(9);
    expect(await pending).toEqual(answer);
  });
});

test('values that are not left out are not taken for left out', async () => {
  for (const none of [null, 0, '', false]) {
    await refusal(byName('fit'), [rows(), { steps: 1, validation: none }]);
    await refusal(byName('step'), [rows(BATCH), { noise: none }]);
  }
  await refusal(byName('fit'), [rows(), { steps: 1, validationSplit: '0.5' }]);
});

test('validation data that are none are told from the data', async () => {
  for (const [kind, bad] of Object.entries(BAD_ROWS)) {
    if (['nothing', 'a number'].includes(kind) || OWN_NAMES.test(kind)) continue;
    const message = await refusal(byName('fit'), [rows(), { steps: 1, validation: bad() }]);
    expect(message, kind).toMatch(/^validation(\.data)?: /);
  }
  expect(await refusal(byName('fit'), [rows(), { steps: 1, validation: 0.1 }])).toBe(
    'validation must be rows (a share is `validationSplit`), got 0.1',
  );
});

test('options in the wrong place are told where they belong', async () => {
  const cases: readonly (readonly [object, RegExp])[] = [
    [{ input: 64 }, /"input" describes the model: give it in config, { config: { input: … } }/],
    [{ likelihood: 'gaussian' }, /"likelihood" describes the model/],
    [{ epochs: 3 }, /"epochs" is an option of fit, not of the model/],
    [{ latents: 3 }, /no option "latents", did you mean "latent"\?/],
    [{ learning_rate: 1 }, /no option "learning_rate", did you mean "learningRate"\?/],
  ];
  for (const [options, message] of cases) {
    await expect(VAE.create(options as never)).rejects.toThrow(message);
  }
  const trained = (options: object) => refusal(byName('fit'), [rows(), { steps: 1, ...options }]);
  expect(await trained({ batchSize: 4 })).toBe(
    '"batchSize" is an option of VAE.create, not of fit',
  );
  expect(await trained({ beta: 4 })).toBe('"beta" is an option of VAE.create, not of fit');
  expect(await trained({ lr: 1 })).toMatch(/"learningRate"\? That is an option of VAE.create$/);
  expect(await trained({ validation_split: 0.2 })).toMatch(/did you mean "validationSplit"\?/);
});

test('what is no part of WebGPU is refused by name', async () => {
  for (const given of [
    { gpu: { gpu: {} } },
    { gpu: Promise.resolve({}) },
    { adapter: {} },
    { device: {} },
    { weightsOnly: true },
  ]) {
    const made = VAE.create({ config: { input: INPUT }, ...given } as never);
    await expect(made).rejects.toThrow(ConfigError);
    await expect(made).rejects.toThrow(Object.keys(given)[0]);
  }
  for (const given of [null, { gpu: {} }, { gup: 1 }]) {
    await expect(isSupported(given as never)).rejects.toThrow(ConfigError);
  }
});

test('every method of a model is in the table', () => {
  const { prototype } = VAE;
  const methods = Object.entries(Object.getOwnPropertyDescriptors(prototype))
    .filter(([name, { value }]) => name !== 'constructor' && typeof value === 'function')
    .map(([name]) => name);
  const described = [...ENTRANCES.map(({ method }) => method), ...WITHOUT_ARGUMENTS];
  expect(described.sort()).toEqual(methods.sort());
});

describe.each(ENTRANCES.map((entrance) => [entrance.method, entrance] as const))(
  '%s',
  (_, entrance) => {
    const { data, called, domain, floats, streams, options } = entrance;
    // Rows of a table may have missing values, and are numbers of any size.
    const gaps = entrance.model === 'table';

    test('answers a correct call, and refuses one without arguments unless it needs none', async () => {
      await call(entrance, entrance.args());
      if (data.length > 0 || floats.length > 0) await refusal(entrance, []);
    });

    for (const place of data) {
      const wrong = Object.entries(BAD_ROWS).filter(([kind]) => !(gaps && kind === 'NaN'));
      test.each(wrong)(`argument ${place}: %s`, async (kind, bad) => {
        const message = await refusal(entrance, withArgument(entrance, place, bad()));
        // Programs of another kind take a number of rows.
        const count = entrance.method === 'run' && kind === 'a number';
        if (!OWN_NAMES.test(kind) && !count)
          expect(message).toMatch(beginningWith(called[place] ?? 'data'));
        if (!gaps && (kind === 'NaN' || kind === 'infinity')) {
          expect(message).toMatch(/: (NaN|Infinity) in row 1, column 3: all values must be finite/);
        }
      });

      test.each(Object.entries(OUTSIDE))(`argument ${place}: %s`, async (_kind, bad) => {
        const args = withArgument(entrance, place, bad());
        if (!domain) {
          await call(entrance, args).catch((error) =>
            expect(error.message).not.toMatch('takes values'),
          );
          return;
        }
        expect(await refusal(entrance, args)).toMatch(
          /in row 1, column 3: the likelihood "bernoulli" takes values from 0 to 1; scale the data/,
        );
      });

      test(`argument ${place} may lie in any container`, async () => {
        const plain = entrance.args()[place] as Float32Array;
        const shared = new Float32Array(new SharedArrayBuffer(4 * plain.length));
        shared.set(plain);
        const foreign = runInNewContext('Float32Array.from(values)', { values: plain });
        const file = readNpy(writeNpy(plain, [plain.length / INPUT, INPUT]));
        for (const container of [shared, foreign, file, { data: plain }]) {
          await call(entrance, withArgument(entrance, place, container));
        }
        if (gaps) return;
        const bytes = Uint8ClampedArray.from(plain, (value) => 255 * value);
        await call(entrance, withArgument(entrance, place, bytes));
      });
    }

    for (const place of data) {
      test(`argument ${place} may lie on the GPU, where its values are checked`, async () => {
        const model = modelOf(entrance);
        const plain = entrance.args()[place] as Float32Array;
        const there = (values: Float32Array) =>
          withArgument(entrance, place, onGpu(model, values, INPUT));
        if (READS_ROWS.includes(entrance.method)) {
          expect(await refusal(entrance, there(plain))).toMatch(/lies on the GPU, where this call/);
          if (gaps) return;
        } else await call(entrance, there(plain));
        const wrong = plain.slice().fill(Number.NaN, 3, 4);
        expect(await refusal(entrance, there(wrong))).toMatch(/NaN in row 0, column 3/);
        const outside = there(plain.slice().fill(7, 3, 4));
        if (domain)
          expect(await refusal(entrance, outside)).toMatch(/the likelihood "bernoulli" takes/);
      });
    }

    for (const place of streams ? [] : [...data, ...floats]) {
      test(`argument ${place} is used as it was at the call`, async () => {
        const model = modelOf(entrance);
        const before = await model.save();
        const answer = await call(entrance, entrance.args());
        // A step changes the model, so the second call gets a model of the same file.
        const again = await loadVae(before, { batchSize: BATCH });
        const args = entrance.args();
        const values = args[place] as Float32Array;
        const pending = (again[entrance.method] as unknown as Call).apply(again, args);
        values.fill(0.5);
        expect(await pending).toEqual(answer);
      });
    }

    for (const place of floats) {
      // Floats have no rows of a known length here.
      const bad = Object.entries(BAD_ROWS).filter(([kind]) => kind !== 'a part of a row');
      test.each(bad)(`argument ${place}: %s`, async (_kind, value) => {
        await refusal(entrance, withArgument(entrance, place, value()));
      });
    }

    if (options === undefined) return;

    test.each(Object.entries(BAD_OPTIONS))('options: %s', async (_kind, bad) => {
      await refusal(entrance, withArgument(entrance, options, bad()));
    });

    test('options: an unknown name, and every known one with values that it cannot take', async () => {
      const given = entrance.args()[options] as object;
      const unknown = await refusal(
        entrance,
        withArgument(entrance, options, { ...given, sede: 1 }),
      );
      expect(unknown).toMatch(/has no option "sede"/);
      const names = optionsIn(unknown);
      expect(names.length).toBeGreaterThan(0);
      for (const name of names) {
        const outcomes = Object.entries(BAD_VALUES).map(async ([kind, bad]) => {
          const args = withArgument(entrance, options, { ...given, [name]: bad() });
          try {
            await call(entrance, args);
            return [];
          } catch (error) {
            expect(error, `${name}: ${kind}: ${String(error)}`).toBeInstanceOf(VaeError);
            return [kind];
          }
        });
        const refused = (await Promise.all(outcomes)).flat();
        expect(refused, name).toContain('a string');
      }
    });
  },
);
