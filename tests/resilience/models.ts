import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { toDataset, VAE, type VaeOptions } from '../../src/index.ts';
import { atFileEnd } from '../support/ends.ts';
import { openSuiteGpu } from '../support/suiteAdapter.ts';
import { rowsF32 } from '../training/rows.ts';

/** Held while the process runs: Dawn aborts if it is collected while a device exists. */
const opened = await openSuiteGpu();

export const INPUT = 16;
export const BATCH = 8;
export const BURST = 2;

/** Six steps per epoch, the last of them smaller: three bursts. */
export const STEPS = 6;
const ROWS = 45;
export const rows = (count = ROWS, seed = 0): Float32Array => rowsF32(count, INPUT, seed);
export const data = rows();
export const validation = toDataset(rows(11, 1), INPUT, 'validation');

const defaults: VaeOptions = {
  gpu: opened.gpu,
  config: { input: INPUT, hidden: [8], latent: 2 },
  batchSize: BATCH,
  burst: BURST,
};

/** A small model on its own device, unless `options` contain one. */
export async function createVae(options: VaeOptions = {}): Promise<VAE> {
  return keep(await VAE.create({ ...defaults, ...options }));
}

export async function loadVae(bytes: Uint8Array, options: VaeOptions = {}): Promise<VAE> {
  const { gpu, burst } = defaults;
  return keep(await VAE.load(bytes, { gpu, burst, ...options } as VaeOptions));
}

function keep(vae: VAE): VAE {
  atFileEnd(() => vae.dispose());
  return vae;
}

/** Another device with WebGPU's default limits; an adapter can create only one. */
export async function newDevice(): Promise<GPUDevice> {
  const adapter = await opened.gpu.requestAdapter({ forceFallbackAdapter: opened.software });
  if (!adapter) throw new Error('no adapter');
  return adapter.requestDevice();
}

/** The error with which a promise rejects, after a check of its class. */
export async function rejection<E extends Error>(
  promise: Promise<unknown>,
  type: new (...args: never[]) => E,
): Promise<E> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(type);
  return error as E;
}

/** The complete state of a model in bits: parameters, moments, options and position. */
export async function bitsOf(vae: VAE): Promise<string> {
  return digest(await vae.save());
}

/** A short substitute for bytes in comparisons. */
export function digest(bytes: Uint8Array = new Uint8Array()): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Checks that two models hold the same bits. */
export async function expectSameBits(a: VAE, b: VAE): Promise<void> {
  expect(await bitsOf(a)).toBe(await bitsOf(b));
}
