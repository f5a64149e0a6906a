import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { toDataset, VAE, type VaeOptions } from '../../src/index.ts';
import { openGpu } from '../../src/node/adapter.ts';
import { atFileEnd } from '../support/ends.ts';
import { rowsF32 } from '../training/rows.ts';

/** Held for the life of the process: Dawn aborts when it is collected while a device lives. */
const opened = await openGpu('auto');

export const INPUT = 16;
export const BATCH = 8;
export const BURST = 2;

/** Six steps an epoch, the last of them smaller: three bursts. */
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

/** A small model on a device of its own, unless `options` bring one. */
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

/** Another device with WebGPU's default limits; an adapter gives one only. */
export async function newDevice(): Promise<GPUDevice> {
  const adapter = await opened.gpu.requestAdapter({ forceFallbackAdapter: opened.software });
  if (!adapter) throw new Error('no adapter');
  return adapter.requestDevice();
}

/** What a promise is rejected with, checked for its class. */
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

/** All that a model holds, bit by bit: parameters, moments, options and progress. */
export async function bitsOf(vae: VAE): Promise<string> {
  return digest(await vae.save());
}

/** Stands for bytes in comparisons: short where they differ. */
export function digest(bytes: Uint8Array = new Uint8Array()): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Checks that two models hold the same bits. */
export async function expectSameBits(a: VAE, b: VAE): Promise<void> {
  expect(await bitsOf(a)).toBe(await bitsOf(b));
}
