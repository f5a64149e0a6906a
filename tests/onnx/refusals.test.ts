import { describe, expect, test } from 'vitest';
import { bernoulli } from '../../src/distributions/likelihoods/bernoulli.ts';
import { gaussianDefinition } from '../../src/distributions/posteriors/gaussian.ts';
import {
  type LayerKind,
  registerFamily,
  registerLayer,
  registerLikelihood,
  registerPosterior,
} from '../../src/extend.ts';
import { loadFamily } from '../../src/families/registry.ts';
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.ts';
import { CheckpointError, ConfigError, DataError, FormatError } from '../../src/index.ts';
import { type DenseSpec, denseLayer } from '../../src/layers/dense.ts';
import { type OnnxModels, stackToOnnx, toOnnx } from '../../src/onnx/index.ts';
import { HIERARCHIES, smallHierarchy } from '../support/smallHierarchy.ts';
import { createVae, editWeights, TINY } from '../training/models.ts';
import { RUNS, readFixture } from '../training/version1.ts';
import { largestError } from './models.ts';
import { runOnnx } from './run.ts';

/** A definition without the member that says how it is written. */
function silent<T extends { readonly onnx?: unknown }>({ onnx: _, ...definition }: T) {
  return definition;
}

type OwnSpec = Omit<DenseSpec, 'kind'> & { readonly kind: 'onnx-silent' };
const own = silent(denseLayer) as unknown as LayerKind<OwnSpec>;
registerLayer<OwnSpec>({
  ...own,
  kind: 'onnx-silent',
  resolve: (...given) => ({ ...own.resolve(...given), kind: 'onnx-silent' }),
});

interface TwiceSpec {
  readonly kind: 'onnx-twice';
}
/** A dense layer that keeps the size, applied twice: a layer of the app that says how it is written. */
const twice: LayerKind<TwiceSpec> = {
  kind: 'onnx-twice',
  resolve: () => ({ kind: 'onnx-twice' }),
  output: (_, input) => input,
  build(_, input, scope) {
    const layer = denseLayer.build(inner(input), input, scope);
    return {
      apply(graph, { x }, pass) {
        return layer.apply(graph, { x: layer.apply(graph, { x }, pass).y }, pass);
      },
    };
  },
  onnx: async () => ({
    async toOnnx(graph, { input, name, x }) {
      const layers = [inner(input)];
      const once = await stackToOnnx(graph, layers, { name, input, x });
      return (await stackToOnnx(graph, layers, { name, input, x: once.y })).y;
    },
  }),
};
const inner = (input: readonly number[]) =>
  ({ kind: 'dense', units: input[0] ?? 0, activation: 'tanh' }) as const;
registerLayer(twice);

registerLikelihood('onnx-silent', {
  ...silent(bernoulli),
  resolve: () => ({ kind: 'onnx-silent' as const }),
} as never);
registerPosterior('onnx-silent', {
  ...silent(gaussianDefinition),
  resolve: () => ({ kind: 'onnx-silent' as const }),
} as never);
const vae = await loadFamily('vae');
registerFamily({ ...silent(vae), name: 'onnx-silent' });

const architecture = {
  family: 'vae',
  input: TINY.input,
  encoder: [{ kind: 'dense', units: 9 }],
  latent: TINY.latent,
  decoder: [{ kind: 'dense', units: 7 }],
} as const;

describe('a kind that does not say how it is written is refused by name', () => {
  test.each([
    [
      'a layer',
      { encoder: [...architecture.encoder, { kind: 'onnx-silent', units: 5 }] },
      /^"encoder.1": the layer kind "onnx-silent" .* `onnx`.*saveDecoder\(\)/,
    ],
    [
      'a posterior',
      { latent: { kind: 'onnx-silent', size: TINY.latent } },
      /^the posterior "onnx-silent" .*`onnx`/,
    ],
    [
      'a likelihood',
      { likelihood: 'onnx-silent' as 'bernoulli' },
      /^the likelihood "onnx-silent" .*`onnx`/,
    ],
  ])('%s', async (_, change, message) => {
    const model = await createVae({
      config: undefined,
      architecture: { ...architecture, ...change },
    });
    const refused = toOnnx(await model.save());
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(message);
    // The way out that the message names.
    if ('likelihood' in change) return;
    expect(Object.keys(await toOnnx(await model.saveDecoder()))).toEqual(['decoder']);
  });

  test('a family', async () => {
    const bytes = await (await createVae()).save();
    const { metadata, tensors } = readSafetensors(bytes);
    metadata.set('architecture', JSON.stringify({ ...architecture, family: 'onnx-silent' }));
    const refused = toOnnx(writeSafetensors(tensors, metadata));
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(/^the model family "onnx-silent" .*: .*vae, .*vib/);
    await expect(refused).rejects.not.toThrow(/hierarchical|definition/);
  });

  test.each(HIERARCHIES)('a %s, and its decoder', async (family) => {
    const model = await createVae({
      config: undefined,
      architecture: smallHierarchy(family, TINY.input),
    });
    for (const file of [await model.save(), await model.saveDecoder()]) {
      const refused = toOnnx(file);
      await expect(refused).rejects.toThrow(ConfigError);
      await expect(refused).rejects.toThrow(
        `the model family "${family}" does not say how it is written as ONNX`,
      );
    }
  });
});

test('a layer of the app that says it is written', async () => {
  const model = await createVae({
    config: undefined,
    architecture: { ...architecture, decoder: [{ kind: 'onnx-twice' }] },
  });
  const { decoder } = await toOnnx(await model.save());
  const z = Float32Array.of(0.5, -1, 2, 1, 0, -0.25);
  const { x } = await runOnnx(decoder, { z }, 2);
  expect(largestError(x, await model.decode(z))).toBeLessThan(1e-5);
});

describe('files', () => {
  const encoderOf = async ({ encoder }: OnnxModels, x: Float32Array, rows: number) =>
    runOnnx(encoder, { x }, rows);

  test('of plain weights and of version 1 are read', async () => {
    const model = await createVae();
    const weights = editWeights(await model.save());
    const x = new Float32Array(TINY.input).fill(0.25);
    const { mu } = await encoderOf(await toOnnx(weights), x, 1);
    expect(largestError(mu, (await model.encode(x)).mu)).toBeLessThan(1e-5);

    const { saved, figures } = await readFixture('version1');
    const old = await toOnnx(new Blob([new Uint8Array(saved)]));
    const rows = Float32Array.from(RUNS.version1.rows.slice(0, 2 * 24), (byte) => byte / 255);
    const encoded = await encoderOf(old, rows, 2);
    const [mu2 = [], logvar = []] = [encoded.mu, encoded.logvar];
    const { encoded: before } = figures.saved;
    expect(
      largestError(Float32Array.of(...mu2, ...logvar), Float32Array.from(before)),
    ).toBeLessThan(1e-5);
  });

  test('that hold no model are refused', async () => {
    const bytes = await (await createVae()).save();
    const { metadata, tensors } = readSafetensors(bytes);
    const without = new Map([...tensors].filter(([name]) => name !== 'fc3.bias'));
    const infinite = new Map(tensors);
    infinite.set('fc4.bias', {
      dtype: 'F32',
      shape: [TINY.input],
      data: new Uint8Array(new Float32Array(TINY.input).fill(Number.POSITIVE_INFINITY).buffer),
    });
    const cases: [unknown, typeof FormatError | typeof CheckpointError, RegExp][] = [
      ['model.safetensors', DataError, /the checkpoint: expected bytes/],
      [new Uint8Array(4), FormatError, /safetensors/],
      [bytes.subarray(0, 3000), FormatError, /truncated/],
      [writeSafetensors(new Map(), new Map()), CheckpointError, /holds no model/],
      [writeSafetensors(without, metadata), CheckpointError, /"fc3.bias" must be \[13\]/],
      [writeSafetensors(infinite, metadata), CheckpointError, /"fc4.bias" holds Infinity/],
    ];
    for (const [source, Kind, message] of cases) {
      const refused = toOnnx(source as Uint8Array);
      await expect(refused).rejects.toThrow(Kind);
      await expect(refused).rejects.toThrow(message);
    }
  });
});
