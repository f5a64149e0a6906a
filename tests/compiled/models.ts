import { expect } from 'vitest';
import { compileModel } from '../../src/compile/index.ts';
import { InferenceModel, type InferenceOptions } from '../../src/compiled/index.ts';
import type { VAE, VaeOptions } from '../../src/index.ts';
import { strongModel } from '../onnx/models.ts';
import { atTestEnd } from '../support/ends.ts';
import { device, loadVae } from '../training/models.ts';

/** The variant of compiled models, on every device. */
const COMPILED = { default: 'tiled_32x64' } as const;

/** A model and what it was compiled to, on the shared device. */
export async function compiledPair(options: VaeOptions): Promise<{
  readonly vae: VAE;
  readonly model: InferenceModel;
  readonly bytes: Uint8Array<ArrayBuffer>;
}> {
  const checkpoint = await (await strongModel(options)).save();
  const vae = await loadVae(checkpoint, { variants: COMPILED });
  const bytes = await compileModel(checkpoint);
  return { vae, model: await loadCompiled(bytes), bytes };
}

/** A compiled model, disposed of at the end of the test. */
export async function loadCompiled(
  bytes: Uint8Array,
  options: InferenceOptions = { device },
): Promise<InferenceModel> {
  const model = await InferenceModel.load(bytes, options);
  atTestEnd(() => model.dispose());
  return model;
}

/** Checks that named arrays have the same bits. */
export function expectSameBits(
  actual: Readonly<Record<string, Float32Array>>,
  expected: Readonly<Record<string, Float32Array>>,
): void {
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  for (const [name, values] of Object.entries(expected)) {
    expect(
      values.some((value) => value !== 0),
      name,
    ).toBe(true);
    expect(actual[name], name).toEqual(values);
  }
}
