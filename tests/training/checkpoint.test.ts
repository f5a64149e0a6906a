import { beforeAll, describe, expect, test } from 'vitest';
import { readSafetensors, toFloat32, writeSafetensors } from '../../src/formats/safetensors.ts';
import { CheckpointError, ConfigError, FormatError, VAE } from '../../src/index.ts';
import { createVae, device, editWeights, loadVae, sameBits, TINY, tensorsOf } from './models.ts';
import { rowsU8 } from './rows.ts';

const data = rowsU8(20);
let trained: VAE;
let saved: Uint8Array;
beforeAll(async () => {
  trained = await createVae({ seed: 5 });
  await trained.fit(data, { epochs: 1 });
  saved = await trained.save();
});

/** The checkpoint with other metadata. */
function withMetadata(changes: Readonly<Record<string, string>>): Uint8Array {
  const { metadata, tensors } = readSafetensors(saved);
  return writeSafetensors(tensors, new Map([...metadata, ...Object.entries(changes)]));
}

describe('save', () => {
  test('writes the names and shapes of PyTorch’s example, and Adam’s moments', async () => {
    const { tensors } = readSafetensors(await (await createVae({ config: {} })).save());
    const shapes = {
      'fc1.weight': [400, 784],
      'fc1.bias': [400],
      'fc21.weight': [20, 400],
      'fc21.bias': [20],
      'fc22.weight': [20, 400],
      'fc22.bias': [20],
      'fc3.weight': [400, 20],
      'fc3.bias': [400],
      'fc4.weight': [784, 400],
      'fc4.bias': [784],
    };
    const expected = ['', 'adam.m.', 'adam.v.'].flatMap((prefix) => {
      return Object.entries(shapes).map(([name, shape]) => [prefix + name, shape] as const);
    });
    const found = [...tensors].map(([name, { shape }]) => [name, shape] as const);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
    expect([...tensors.values()].every(({ dtype }) => dtype === 'F32')).toBe(true);
    for (const [name, tensor] of tensors) {
      const used = toFloat32(tensor).some((value) => value !== 0);
      expect(used, name).toBe(!name.startsWith('adam.'));
    }
  });

  test.each([
    ['adamw', ['m', 'v']],
    ['sgd', ['m']],
    ['rmsprop', ['m', 'v']],
  ] as const)('writes what %s keeps, under its name', async (optimizer, parts) => {
    const vae = await createVae({ optimizer });
    const { tensors } = readSafetensors(await vae.save());
    const found = [...tensors.keys()].filter((name) => name.endsWith('fc3.bias'));
    expect(found).toEqual(['fc3.bias', ...parts.map((part) => `${optimizer}.${part}.fc3.bias`)]);
  });

  test('twice gives the same bytes', async () => {
    expect(Buffer.from(await trained.save()).equals(saved)).toBe(true);
  });
});

describe('load', () => {
  test('gives back the same model, options and progress', async () => {
    const vae = await loadVae(saved);
    expect(vae.config).toEqual(trained.config);
    expect(vae.options).toEqual(trained.options);
    expect([vae.epoch, vae.stepCount]).toEqual([1, 3]);
    expect(await vae.encode(data)).toEqual(await trained.encode(data));
    expect(await vae.sample(4, 2)).toEqual(await trained.sample(4, 2));
    expect(await sameBits(vae, trained)).toBe(true);
  });

  test.each(['module.', '_orig_mod.', 'module._orig_mod.', 'model.'])(
    'takes them under the prefix "%s" of a wrapper',
    async (prefix) => {
      const vae = await createVae();
      const { tensors } = readSafetensors(editWeights(await vae.save()));
      const wrapped = new Map(
        [...tensors].map(([name, { shape, data }]) => [
          prefix + name,
          { dtype: 'F32', shape, data },
        ]),
      );
      const loaded = await loadVae(writeSafetensors(wrapped as never, new Map()));
      expect(tensorsOf(await loaded.save())).toEqual(tensorsOf(await vae.save()));
    },
  );

  test('takes the weights alone, as PyTorch writes them', async () => {
    const vae = await loadVae(editWeights(saved), { batchSize: 8 });
    expect(vae.config).toEqual(trained.config);
    expect([vae.epoch, vae.stepCount, vae.options.seed]).toEqual([0, 0, 1]);
    expect(await vae.encode(data)).toEqual(await trained.encode(data));
    await vae.fit(data, { epochs: 1 });
    expect(vae.stepCount).toBe(3);
  });

  test.each([{ hidden: [] }, { hidden: [9, 6] }])(
    'reads $hidden off the shapes',
    async (config) => {
      const vae = await createVae({ config: { ...TINY, ...config } });
      const loaded = await loadVae(editWeights(await vae.save()));
      expect(loaded.config).toEqual(vae.config);
    },
  );

  test('lets options go before what the file says', async () => {
    const vae = await loadVae(saved, { learningRate: 0.5, seed: 6 });
    expect(vae.options).toEqual({ ...trained.options, learningRate: 0.5, seed: 6 });
    await expect(VAE.load(saved, { device, seed: -1 })).rejects.toThrow(ConfigError);
  });

  test('starts another optimizer at step 0 if asked for the weights only', async () => {
    const options = { optimizer: 'sgd', momentum: 0.5, weightsOnly: true, batchSize: 8 } as const;
    const vae = await loadVae(saved, options);
    expect([vae.epoch, vae.stepCount]).toEqual([0, 0]);
    expect(vae.options).toMatchObject({ optimizer: 'sgd', momentum: 0.5, seed: 1 });
    expect(vae.options).not.toHaveProperty('beta1');
    expect(await vae.encode(data)).toEqual(await trained.encode(data));
    const plain = await loadVae(editWeights(saved), options);
    await vae.fit(data, { steps: 2 });
    await plain.fit(data, { steps: 2 });
    expect(await sameBits(vae, plain)).toBe(true);
  });

  test('takes a file from before there was a choice of optimizers for one of Adam', async () => {
    const training = JSON.parse(readSafetensors(saved).metadata.get('training') ?? '');
    delete training.options.optimizer;
    delete training.options.weightDecay;
    const vae = await loadVae(withMetadata({ training: JSON.stringify(training) }));
    expect(await sameBits(vae, trained)).toBe(true);
  });

  test('keeps what the file says where an option is undefined', async () => {
    const undefinedOptions = { seed: undefined, learningRate: undefined, batchSize: undefined };
    const vae = await loadVae(saved, undefinedOptions as object);
    expect(vae.options).toEqual(trained.options);
  });

  test('takes nothing from the file but training options', async () => {
    const { options, state } = JSON.parse(readSafetensors(saved).metadata.get('training') ?? '');
    const foreign = {
      device: 'none',
      adapter: 1,
      gpu: null,
      burst: -1,
      fuse: 'no',
      snapshotSteps: 0,
      maxSubmitMs: -1,
      config: { latent: 9 },
      onDeviceLost: 'call me',
    };
    const training = JSON.stringify({ options: { ...foreign, ...options }, state });
    const vae = await loadVae(withMetadata({ training }));
    expect(vae.options).toEqual(trained.options);
    expect(vae.config).toEqual(trained.config);
    expect(vae.adapter).toEqual(trained.adapter);
    expect(Buffer.from(await vae.save()).equals(saved)).toBe(true);
  });
});

describe('load refuses', () => {
  const refuses = async (bytes: Uint8Array, type: new () => Error, message: RegExp) => {
    const refused = VAE.load(bytes, { device });
    await expect(refused).rejects.toThrow(type);
    await expect(refused).rejects.toThrow(message);
  };

  test('another architecture', async () => {
    const refused = VAE.load(saved, { device, config: { latent: 4 } });
    await expect(refused).rejects.toThrow(CheckpointError);
    await expect(refused).rejects.toThrow(
      /"fc21.weight" must be \[4, 13\] for this model, the file has \[3, 13\]/,
    );
  });

  test('another optimizer, whose moments the file does not have', async () => {
    const refused = VAE.load(saved, { device, optimizer: 'sgd' });
    await expect(refused).rejects.toThrow(CheckpointError);
    await expect(refused).rejects.toThrow(/trained with the optimizer adam.*`weightsOnly: true`/);
    const unknown = VAE.load(saved, { device, optimizer: 'adagrad' as never });
    await expect(unknown).rejects.toThrow(ConfigError);
  });

  test('an option that the model would ignore', async () => {
    const refused = VAE.load(saved, { device, testSamples: 3 });
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(/testSamples is an option of the family "vib"/);
    const misspelt = VAE.load(saved, { device, batchsize: 3 } as never);
    await expect(misspelt).rejects.toThrow(/no option "batchsize", did you mean "batchSize"/);
  });

  test('a truncated file, at any length', async () => {
    for (const length of [0, 7, 8, 100, saved.length - 1]) {
      await refuses(saved.subarray(0, length), FormatError, /./);
    }
  });

  test('what is not safetensors', async () => {
    await refuses(Buffer.from('PK\u0003\u0004 this is a zip file, not a tensor'), FormatError, /./);
  });

  test('tensors that are no VAE', async () => {
    const one = { dtype: 'F32', shape: [1], data: new Float32Array(1) } as const;
    const file = writeSafetensors(new Map([['conv1.weight', one]]), new Map());
    await refuses(
      file,
      CheckpointError,
      /no model that a family recognises: expected .*fc1.weight.*\(vae\).* got conv1.weight/,
    );
  });

  test('a missing tensor', async () => {
    const { metadata, tensors } = readSafetensors(saved);
    tensors.delete('adam.v.fc3.bias');
    const file = writeSafetensors(tensors, metadata);
    await refuses(file, CheckpointError, /"adam.v.fc3.bias" must be \[13\].*lacks it/);
  });

  test('a newer version', async () => {
    await refuses(
      withMetadata({ version: '3' }),
      CheckpointError,
      /version 3.*reads versions 1 and 2/,
    );
  });

  test.each([
    ['architecture', 'not JSON'],
    ['architecture', 'null'],
    ['training', '{"options":{}'],
    ['training', 'null'],
    ['training', '{"options":5,"state":{"step":1,"epoch":1,"row":0}}'],
    ['training', '{"options":[],"state":{"step":1,"epoch":1,"row":0}}'],
    ['training', '{"state":{"step":1,"epoch":1,"row":0}}'],
    ['training', '{"options":{"groups":3},"state":{"step":1,"epoch":1,"row":0}}'],
    ['training', '{"options":{"groups":{"model":3}},"state":{"step":1,"epoch":1,"row":0}}'],
    ['training', '{"options":{},"state":{"step":-1,"epoch":0,"row":0}}'],
    ['training', '{"options":{},"state":{"step":1,"epoch":"2","row":0}}'],
    ['training', '{"options":{},"state":{"step":1,"epoch":0}}'],
  ])('damaged metadata: %s %s', async (key, value) => {
    await refuses(withMetadata({ [key]: value }), CheckpointError, new RegExp(`"${key}"`));
  });
});
