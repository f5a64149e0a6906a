import { numbers, readFixtureFile } from './numbers.ts';
import {
  type InitialParameter,
  initialOf,
  parts,
  type TrainingRecord,
  trainingRecord,
} from './trainingRecord.ts';

const SCRIPT = 'convolutional.py';

interface ConvolutionalModel {
  /** Height, width and channels. */
  readonly input: readonly [number, number, number];
  readonly latent: number;
  readonly learningRate: number;
  /** Rows of the data. */
  readonly rows: number;
  /** Rows of a step. */
  readonly batch: number;
  readonly steps: number;
}

/** The results of PyTorch in one precision. */
interface ConvolutionalRun extends TrainingRecord {
  /** The two terms of each step, averaged over its rows, in nats. */
  readonly losses: readonly { readonly reconstruction: number; readonly kl: number }[];
}

/** A VAE with convolutions, trained by PyTorch; convolutional.py documents its layers. */
export interface ConvolutionalFixture {
  readonly model: ConvolutionalModel;
  /** The inputs of each step: x `[batch, height · width · channels]` in [0, 1], noise `[batch, latent]`. */
  readonly steps: readonly {
    readonly x: Float32Array<ArrayBuffer>;
    readonly noise: Float32Array<ArrayBuffer>;
  }[];
  /** In PyTorch's layouts. */
  readonly initial: ReadonlyMap<string, InitialParameter>;
  readonly float32: ConvolutionalRun;
  readonly float64: ConvolutionalRun;
}

/** @throws Error if the fixture lacks a tensor */
export function convolutionalFixture(): ConvolutionalFixture {
  const file = readFixtureFile('convolutional');
  const model: ConvolutionalModel = JSON.parse(file.metadata.get('model') ?? '');
  const values = (name: string) => numbers(file, name, SCRIPT);
  const data = Float32Array.from(values('data'));
  const columns = data.length / model.rows;
  const initial = initialOf(file, SCRIPT);
  const names = [...initial.keys()];
  const run = (precision: 'float32' | 'float64'): ConvolutionalRun => {
    const losses = values(`losses.${precision}`);
    return {
      ...trainingRecord(file, precision, { names, script: SCRIPT }),
      losses: Array.from({ length: model.steps }, (_, step) => {
        const [reconstruction = Number.NaN, kl = Number.NaN] = losses.subarray(2 * step);
        return { reconstruction, kl };
      }),
    };
  };
  return {
    model,
    steps: parts(values('noise'), model.steps).map((noise, step) => {
      const first = (step * model.batch) % model.rows;
      return { x: data.slice(first * columns, (first + model.batch) * columns), noise };
    }),
    initial,
    float32: run('float32'),
    float64: run('float64'),
  };
}
