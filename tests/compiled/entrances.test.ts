import { beforeAll, describe, expect, test } from 'vitest';
import { compileModel } from '../../src/compile/index.ts';
import { InferenceModel, VaeError } from '../../src/compiled/index.ts';
import {
  BAD_CONDITIONS,
  BAD_OPTIONS,
  BAD_ROWS,
  INPUT,
  LATENT,
  OUTSIDE,
  rows,
} from '../entrances/entrances.ts';
import { onGpu } from '../support/gpuRows.ts';
import { createVae, device } from '../training/models.ts';

type Method = 'encode' | 'decode' | 'sample' | 'score';

/** Correct arguments of every method, and what each is. */
const ENTRANCES: Readonly<
  Record<Method, { args: () => unknown[]; data?: number; floats?: number; options?: number }>
> = {
  encode: { args: () => [rows()], data: 0 },
  decode: { args: () => [new Float32Array(LATENT)], floats: 0 },
  sample: { args: () => [3, {}], options: 1 },
  score: { args: () => [rows(), {}], data: 0, options: 1 },
};

const config = { input: INPUT, hidden: [5], latent: LATENT };
let model: InferenceModel;
let conditional: InferenceModel;
beforeAll(async () => {
  const load = async (condition: object) =>
    InferenceModel.load(
      await compileModel(await (await createVae({ config: { ...config, ...condition } })).save()),
      { device },
    );
  model = await load({});
  conditional = await load({ condition: 3 });
});

function call(method: Method, args: readonly unknown[], on = model): Promise<unknown> {
  return (on[method] as unknown as (...given: unknown[]) => Promise<unknown>).apply(on, [...args]);
}

async function refusal(method: Method, args: readonly unknown[], on = model): Promise<string> {
  const answer = await call(method, args, on).catch((error: unknown) => error);
  expect(answer).toBeInstanceOf(VaeError);
  return (answer as VaeError).message;
}

test('every method is in the table', () => {
  const methods = Object.entries(Object.getOwnPropertyDescriptors(InferenceModel.prototype))
    .filter(([name, { value }]) => name !== 'constructor' && typeof value === 'function')
    .map(([name]) => name);
  expect(methods.sort()).toEqual([...Object.keys(ENTRANCES), 'dispose'].sort());
});

describe.each(Object.entries(ENTRANCES))('%s', (name, { args, data, floats, options }) => {
  const method = name as Method;
  const withArgument = (place: number, value: unknown) => args().with(place, value);

  test('answers a correct call', async () => {
    await call(method, args());
  });

  if (data !== undefined) {
    test.each(Object.entries(BAD_ROWS))('rows: %s', async (_, bad) => {
      await refusal(method, withArgument(data, bad()));
    });
    test.each(Object.entries(OUTSIDE))('rows: %s', async (_, bad) => {
      const answer = call(method, withArgument(data, bad()));
      if (method === 'score') await expect(answer).rejects.toThrow('takes values from 0 to 1');
      else await answer.catch((error) => expect(error.message).not.toMatch('takes values'));
    });
    test('rows on the GPU', async () => {
      const there = onGpu({ device } as never, rows(), INPUT);
      expect(await refusal(method, withArgument(data, there))).toMatch('give it as an array');
    });
  }
  if (floats !== undefined) {
    const bad = Object.entries(BAD_ROWS).filter(([kind]) => kind !== 'a part of a row');
    test.each(bad)('floats: %s', async (_, value) => {
      await refusal(method, withArgument(floats, value()));
    });
  }
  if (options !== undefined) {
    test.each(Object.entries(BAD_OPTIONS))('options: %s', async (_, bad) => {
      await refusal(method, withArgument(options, bad()));
    });
    test('options: an unknown name', async () => {
      const message = await refusal(method, withArgument(options, { sede: 1 }));
      expect(message).toMatch('did you mean "seed"?');
    });
  }
});

test.each(Object.entries(BAD_CONDITIONS))('a condition: %s', async (_, bad) => {
  await refusal('decode', [new Float32Array(LATENT), bad()], conditional);
  await refusal('sample', [2, { condition: bad() }], conditional);
});

test('a categorical code has no temperature', async () => {
  const dense = [{ kind: 'dense', units: 5 }] as const;
  const latent = { kind: 'categorical', classes: 3, size: 6 } as const;
  const architecture = {
    family: 'vae',
    input: INPUT,
    encoder: dense,
    latent,
    decoder: dense,
  } as const;
  const vae = await createVae({ config: undefined, architecture });
  const compiled = await InferenceModel.load(await compileModel(await vae.save()), { device });
  const message = await refusal('sample', [3, { temperature: 0.5 }], compiled);
  expect(message).toMatch('a categorical code takes no temperature');
  await expect(vae.sample(3, { temperature: 0.5 })).rejects.toThrow(message);
  await call('sample', [3, { temperature: 1 }], compiled);
  compiled.dispose();
});

test('a model of tables is not compiled', async () => {
  const columns = [{ kind: 'real' }, { kind: 'category', levels: 3 }] as const;
  const architecture = { family: 'table', columns, hidden: [5], latent: 2 } as const;
  const vae = await createVae({ config: undefined, architecture });
  await expect(compileModel(await vae.save())).rejects.toThrow(
    'a model of the family "table" cannot be compiled',
  );
});
