import { describe, expect, test } from 'vitest';
import { compileModel } from '../../src/compile/index.ts';
import { InferenceModel } from '../../src/compiled/index.ts';
import {
  readSafetensors,
  type TensorToWrite,
  writeSafetensors,
} from '../../src/formats/safetensors.ts';
import {
  AdapterError,
  CheckpointError,
  ConfigError,
  DataError,
  DeviceLostError,
  DisposedError,
  FormatError,
} from '../../src/index.ts';
import { TestRandom } from '../support/random.ts';
import { HIERARCHIES, smallHierarchy } from '../support/smallHierarchy.ts';
import {
  createVae,
  device,
  editWeights,
  largestDifference,
  opened,
  TINY,
} from '../training/models.ts';
import { compiledPair, loadCompiled } from './models.ts';

const z = Float32Array.from(new TestRandom(3).normal(5 * TINY.latent));

describe('a compiled file', () => {
  test.each([
    ['f32', 0],
    ['f16', 2e-3],
    ['int8', 5e-2],
  ] as const)('of a decoder in %s decodes and samples', async (dtype, bound) => {
    const vae = await createVae();
    const model = await loadCompiled(await compileModel(await vae.saveDecoder({ dtype })));
    const expected = await (await loadCompiled(await compileModel(await vae.save()))).decode(z);
    expect(largestDifference(await model.decode(z), expected)).toBeLessThanOrEqual(bound);
    await model.sample(2);
    const refused = model.encode(new Float32Array(TINY.input));
    await expect(refused).rejects.toThrow(
      'this compiled model cannot encode; it can: decode, sample',
    );
  });

  test.each(HIERARCHIES)('of the decoder of a %s decodes and samples', async (family) => {
    const vae = await createVae({
      config: undefined,
      architecture: smallHierarchy(family, TINY.input),
    });
    const decoder = await vae.saveDecoder();
    const names = [...readSafetensors(decoder).tensors.keys()];
    const ways = ['decoder2', 'prior1', 'decoder1', 'output'];
    expect(names.every((name) => ways.some((way) => name.startsWith(way)))).toBe(true);
    const model = await loadCompiled(await compileModel(decoder));
    const codes = Float32Array.from(new TestRandom(4).normal(5 * 8));
    expect(largestDifference(await model.decode(codes), await vae.decode(codes))).toBeLessThan(
      1e-6,
    );
    const request = { seed: 2 };
    const samples = await model.sample(4, request);
    expect(largestDifference(samples, await vae.sample(4, request))).toBeLessThan(1e-6);
  });

  test('of plain weights does all that the model can', async () => {
    const plain = editWeights(await (await createVae()).save());
    const model = await loadCompiled(
      await compileModel(new Blob([plain as Uint8Array<ArrayBuffer>])),
    );
    expect(await model.decode(z)).toHaveLength(5 * TINY.input);
    expect(model.latent).toBe(TINY.latent);
    expect(model.architecture).toMatchObject({ family: 'vae', input: [TINY.input] });
    expect(model.adapter).toMatchObject({ software: expect.any(Boolean) });
  });

  test('of a run whose learning rate was a function needs no function', async () => {
    const vae = await createVae({ learningRate: (step: number) => 1e-3 / (1 + step) });
    const model = await loadCompiled(await compileModel(await vae.save()));
    await model.score(new Float32Array(TINY.input));
  });

  test('holds each shader and each weight once', async () => {
    const { bytes } = await compiledPair({ config: TINY });
    const { tensors, metadata } = readSafetensors(bytes);
    const { shaders, programs } = JSON.parse(metadata.get('compiled') ?? '');
    const codes = shaders.map(({ code }: { code: string }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(Object.keys(programs)).toEqual(['encode', 'posterior', 'decode', 'sample', 'score']);
    const floats = [...tensors.values()].reduce((sum, { data }) => sum + data.length / 4, 0);
    const layers = [
      [37, 13],
      [13, 6],
      [3, 13],
      [13, 37],
    ] as const;
    expect(floats).toBe(layers.reduce((sum, [from, to]) => sum + to * (from + 1), 0));
  });
});

describe('is refused', () => {
  test('if it is no compiled model, or of another version', async () => {
    const { bytes } = await compiledPair({ config: TINY });
    const load = (file: Uint8Array) => InferenceModel.load(file, { device });
    await expect(load(await (await createVae()).save())).rejects.toThrow(CheckpointError);
    await expect(load(new Uint8Array(5))).rejects.toThrow(FormatError);
    await expect(load('file' as never)).rejects.toThrow(DataError);
    const { tensors, metadata } = readSafetensors(bytes);
    const rewritten = (key: string, value: string) =>
      load(writeSafetensors(tensors, new Map(metadata).set(key, value)));
    await expect(rewritten('version', '2')).rejects.toThrow('compile the checkpoint again');
    await expect(rewritten('compiled', '{')).rejects.toThrow('"compiled" is missing or damaged');
    for (const none of ['null', '{}', '{"programs":3}']) {
      await expect(rewritten('compiled', none)).rejects.toThrow('missing or damaged');
    }
    const edited = (name: string, data: Float32Array) => {
      const tensor = { dtype: 'F32', shape: [data.length], data } as const;
      return load(
        writeSafetensors(new Map<string, TensorToWrite>(tensors).set(name, tensor), metadata),
      );
    };
    await expect(edited('fc4.bias', new Float32Array(4))).rejects.toThrow('another size');
    await expect(edited('fc4.bias', new Float32Array(37).fill(Number.NaN))).rejects.toThrow(
      'finite',
    );
    tensors.delete('fc4.weight');
    await expect(load(writeSafetensors(tensors, metadata))).rejects.toThrow(
      'lacks the tensor "fc4.weight"',
    );
  });

  test('with options that are none, or without an adapter', async () => {
    const { bytes } = await compiledPair({ config: TINY });
    const load = (options: object) => InferenceModel.load(bytes, options as never);
    await expect(load({ devise: device })).rejects.toThrow('did you mean "device"?');
    await expect(load({ device: {} })).rejects.toThrow(ConfigError);
    const gpu = { requestAdapter: async () => null };
    await expect(load({ gpu })).rejects.toThrow(AdapterError);
  });

  test('by compileModel if it holds no model', async () => {
    const none = writeSafetensors(new Map(), new Map());
    await expect(compileModel(none)).rejects.toThrow(CheckpointError);
    await expect(compileModel(new Uint8Array(3))).rejects.toThrow(FormatError);
    const { bytes } = await compiledPair({ config: TINY });
    await expect(compileModel(bytes)).rejects.toThrow(CheckpointError);
  });
});

/** A GPU whose devices are listed, and that can be made to offer no adapter. */
function watchedGpu(): { gpu: object; devices: GPUDevice[]; offers: { adapter: boolean } } {
  const devices: GPUDevice[] = [];
  const offers = { adapter: true };
  const gpu = {
    requestAdapter: async () => {
      if (!offers.adapter) return null;
      const adapter = await opened.gpu.requestAdapter();
      const request = adapter?.requestDevice.bind(adapter);
      return Object.assign(Object.create(adapter), {
        limits: adapter?.limits,
        features: adapter?.features,
        requestDevice: async (options: GPUDeviceDescriptor) => {
          const made = await request?.(options);
          if (made) devices.push(made);
          return made;
        },
      });
    },
  };
  return { gpu, devices, offers };
}

describe('after a lost device', () => {
  test('a model opens its own again, and calls that fail together share it', async () => {
    const { bytes, vae } = await compiledPair({ config: TINY });
    const { gpu, devices } = watchedGpu();
    const model = await loadCompiled(bytes, { gpu: gpu as never });
    const expected = await vae.decode(z);
    expect(await model.decode(z)).toEqual(expected);
    devices[0]?.destroy();
    const both = await Promise.all([model.decode(z), model.decode(z)]);
    for (const answer of both) expect(answer).toEqual(expected);
    expect(devices).toHaveLength(2);
  });

  test('calls that are under way when it is lost share the next one', async () => {
    const { bytes, vae } = await compiledPair({ config: TINY });
    const { gpu, devices } = watchedGpu();
    const model = await loadCompiled(bytes, { gpu: gpu as never });
    const expected = await vae.decode(z);
    await model.decode(z);
    const calls = [model.decode(z), model.decode(z), model.decode(z)];
    devices[0]?.destroy();
    for (const answer of await Promise.all(calls)) expect(answer).toEqual(expected);
    expect(devices).toHaveLength(2);
  });

  test('a model that finds no other device says so, and tries again at the next call', async () => {
    const { bytes, vae } = await compiledPair({ config: TINY });
    const { gpu, devices, offers } = watchedGpu();
    const model = await loadCompiled(bytes, { gpu: gpu as never });
    offers.adapter = false;
    devices[0]?.destroy();
    await expect(model.decode(z)).rejects.toThrow(DeviceLostError);
    offers.adapter = true;
    expect(await model.decode(z)).toEqual(await vae.decode(z));
  });

  test('a call under way when the model is disposed of says that', async () => {
    const { bytes } = await compiledPair({ config: TINY });
    const { gpu } = watchedGpu();
    const model = await loadCompiled(bytes, { gpu: gpu as never });
    await model.decode(z);
    const pending = expect(model.decode(z)).rejects.toThrow(DisposedError);
    model.dispose();
    await pending;
  });

  test('of the caller says so', async () => {
    const { bytes } = await compiledPair({ config: TINY });
    const adapter = await opened.gpu.requestAdapter();
    const own = await adapter?.requestDevice();
    if (!own) throw new Error('no device');
    const model = await loadCompiled(bytes, { device: own });
    own.destroy();
    await expect(model.decode(z)).rejects.toThrow(DeviceLostError);
  });

  test('a model that was disposed of says so', async () => {
    const { bytes } = await compiledPair({ config: TINY });
    const model = await loadCompiled(bytes);
    model.dispose();
    await expect(model.decode(z)).rejects.toThrow(DisposedError);
  });
});
