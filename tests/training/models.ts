import { expect } from 'vitest';
import { readSafetensors, toFloat32, writeSafetensors } from '../../src/formats/safetensors.ts';
import { VAE, type VaeOptions } from '../../src/index.ts';
import { keepPipelines } from '../support/device.ts';
import { atFileEnd } from '../support/ends.ts';
import { openSuiteGpu } from '../support/suiteAdapter.ts';

/** Held while the process runs: Dawn aborts if it is collected while a device exists. */
export const opened = await openSuiteGpu();

/** The device that tests share. It has WebGPU's default limits and no optional features. */
export const device = keepPipelines(await opened.adapter.requestDevice());

const errors: string[] = [];
device.addEventListener('uncapturederror', (event) => {
  errors.push((event as GPUUncapturedErrorEvent).error.message);
});

/** No size is a multiple of the 8 that rows are padded to. */
export const TINY = { input: 37, hidden: [13], latent: 3 } as const;
export const TINY_BATCH = 8;

const defaults = { device, config: TINY, batchSize: TINY_BATCH };

/**
 * All models of a file, kept until its end: equal models share pipelines while one of them exists,
 * also on separate devices.
 */
const made: VAE[] = [];

/** A small model on the shared device. */
export async function createVae(options: VaeOptions = {}): Promise<VAE> {
  return keep(await VAE.create({ ...defaults, ...options }));
}

/** The model of a checkpoint on the shared device. */
export async function loadVae(bytes: Uint8Array, options: VaeOptions = {}): Promise<VAE> {
  return keep(await VAE.load(bytes, { device, ...options }));
}

function keep(vae: VAE): VAE {
  if (made.length === 0) atFileEnd(endModels);
  made.push(vae);
  return vae;
}

function endModels(): void {
  for (const vae of made.splice(0)) vae.dispose();
  expect(errors.splice(0)).toEqual([]);
}

/** The tensors of a saved model by name. */
export function tensorsOf(bytes: Uint8Array): Map<string, Float32Array> {
  const { tensors } = readSafetensors(bytes);
  return new Map([...tensors].map(([name, tensor]) => [name, toFloat32(tensor)]));
}

/** The weights of a saved model in PyTorch's file form, with each tensor edited. */
export function editWeights(
  bytes: Uint8Array,
  edit: (name: string, values: Float32Array) => Float32Array = (_, values) => values,
): Uint8Array {
  const { tensors } = readSafetensors(bytes);
  const kept = [...tensors].filter(([name]) => !name.startsWith('adam.'));
  const edited = kept.map(([name, tensor]) => {
    const data = edit(name, toFloat32(tensor));
    return [name, { dtype: 'F32', shape: tensor.shape, data }] as const;
  });
  return writeSafetensors(new Map(edited), new Map());
}

/** True if two models have the same bits: parameters, moments, options and position. */
export async function sameBits(a: VAE, b: VAE): Promise<boolean> {
  const [first, second] = await Promise.all([a.save(), b.save()]);
  return Buffer.from(first).equals(second);
}

/** Largest difference between elements of two arrays of one length. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    largest = Math.max(largest, Math.abs((a[i] ?? Number.NaN) - (b[i] ?? Number.NaN)));
  }
  return largest;
}
