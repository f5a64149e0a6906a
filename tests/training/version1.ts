import { readFile } from 'node:fs/promises';
import type { AdapterDescription, EpochReport, Losses, VAE, VaeOptions } from '../../src/index.ts';
import { tensorsOf } from './models.ts';

/** A run whose middle is stored in a file of format version 1. */
interface Run {
  readonly options: VaeOptions;
  readonly rows: Uint8Array | Float32Array;
  /** Epochs, then steps, before the file was saved, and the step number at its end. */
  readonly before: { readonly epochs: number; readonly steps: number; readonly step: number };
  /** Epochs of the whole run. */
  readonly epochs: number;
  /** Condition of sampled rows, if the model takes one. */
  readonly condition?: Float32Array;
}

/** The library's results of the run. */
export interface Figures {
  /** The adapter and the machine's architecture on which the bits are the same. */
  readonly adapter: AdapterDescription;
  readonly arch: string;
  /** Training losses of each epoch that ended after the file was saved. */
  readonly epochs: readonly EpochLosses[];
  /** Results of the saved model, before it continues. */
  readonly saved: Inferred;
  /** Results of the model at the end. */
  readonly continued: Inferred;
}

type EpochLosses = Pick<EpochReport, 'epoch' | 'train'>;

/** Inference results; random draws use seed 5. */
export interface Inferred {
  /** `evaluate` on all rows. */
  readonly losses: Losses;
  /** `estimateNll` with 20 samples. */
  readonly nll: number;
  /** `encode` of the first two rows: mu, then logvar, `[2, latent]` each. */
  readonly encoded: readonly number[];
  /** `sample` of two rows, `[2, input]`. */
  readonly sampled: readonly number[];
}

const bytes = (count: number): Uint8Array =>
  Uint8Array.from({ length: count }, (_, i) => (i * i * 37 + (i % 7) * 29) % 256);

/** 100 rows of 24 values: 7 steps an epoch, the last one of 4 rows. */
const adam: Run = {
  options: {
    config: { input: 24, hidden: [16, 12], latent: 4, activation: 'tanh' },
    batchSize: 16,
    seed: 7,
    learningRate: { kind: 'cosine', from: 5e-3, to: 1e-4, steps: 28, warmup: 5 },
    beta: { kind: 'sigmoid', from: 0, to: 1, steps: 20 },
  },
  rows: bytes(100 * 24),
  before: { epochs: 2, steps: 3, step: 17 },
  epochs: 4,
};

/** 30 rows of 12 values and 3 of side information: 4 steps an epoch, the last one of 6 rows. */
const rmsprop: Run = {
  options: {
    config: {
      input: 12,
      hidden: [10],
      latent: 3,
      likelihood: { kind: 'gaussian', sigma: 'learned' },
      condition: 3,
      binarize: 'none',
    },
    optimizer: 'rmsprop',
    momentum: 0.5,
    learningRate: 2e-3,
    clipNorm: 5,
    batchSize: 8,
    seed: 11,
  },
  rows: Float32Array.from(bytes(30 * 15), (value) => value / 128 - 1),
  before: { epochs: 1, steps: 2, step: 6 },
  epochs: 3,
  condition: Float32Array.of(0.5, -0.25, 1),
};

/**
 * The runs by the names of their fixtures. Version 0.1.0 of the library wrote them, on SwiftShader:
 * `VAE.create(options)`, `trainBefore`, and `save` wrote `NAME.safetensors`; `VAE.load` of that
 * file, `trainOn`, and `save` wrote `NAME.continued.safetensors`. `NAME.json` holds the figures met
 * on the way, `infer` made those of the model as loaded and at the end. No later code may write
 * them again: they show that it reads old files and goes on from them.
 */
export const RUNS: Readonly<Record<'version1' | 'version1.rmsprop', Run>> = {
  version1: adam,
  'version1.rmsprop': rmsprop,
};

/** Trains from the start of a run to the point where its file was saved. */
export async function trainBefore(vae: VAE, { rows, before }: Run): Promise<void> {
  await vae.fit(rows, { epochs: before.epochs });
  await vae.fit(rows, { steps: before.steps });
}

/** Trains from there to the end of the run. */
export async function trainOn(vae: VAE, { rows, epochs }: Run): Promise<EpochLosses[]> {
  const history = await vae.fit(rows, { epochs: epochs - vae.epoch });
  return history.epochs.map(({ epoch, train }) => ({ epoch, train }));
}

export async function infer(vae: VAE, { rows, condition }: Run): Promise<Inferred> {
  const first = rows.slice(0, 2 * (vae.config.input + vae.config.condition));
  const { mu, logvar } = await vae.encode(first);
  const sampled = await vae.sample(2, { seed: 5, ...(condition && { condition }) });
  return {
    losses: await vae.evaluate(rows),
    nll: (await vae.estimateNll(rows, { samples: 20, seed: 5 })).nll,
    encoded: [...mu, ...logvar],
    sampled: [...sampled],
  };
}

export interface Fixture {
  readonly saved: Uint8Array;
  readonly continued: Uint8Array;
  readonly figures: Figures;
}

export async function readFixture(name: keyof typeof RUNS): Promise<Fixture> {
  const read = (ending: string) => readFile(new URL(`fixtures/${name}${ending}`, import.meta.url));
  const [saved, continued, figures] = await Promise.all([
    read('.safetensors'),
    read('.continued.safetensors'),
    read('.json'),
  ]);
  return { saved, continued, figures: JSON.parse(figures.toString()) };
}

/** `adam.m.fc1.weight`: the moment's letter and the parameter, after any prefix. */
const MOMENT = /(?:^|\.)([mv]\..+)$/;

/** The weights of a file by parameter, and its moments by `m.` or `v.` and parameter. */
export function splitTensors(file: Uint8Array): {
  weights: Map<string, Float32Array>;
  moments: Map<string, Float32Array>;
} {
  const weights = new Map<string, Float32Array>();
  const moments = new Map<string, Float32Array>();
  for (const [name, values] of tensorsOf(file)) {
    const moment = MOMENT.exec(name)?.[1];
    if (moment === undefined) weights.set(name, values);
    else moments.set(moment, values);
  }
  return { weights, moments };
}
