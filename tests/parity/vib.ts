import { numbers, readFixtureFile } from './numbers.ts';
import {
  type InitialParameter,
  initialOf,
  parts,
  type TrainingRecord,
  trainingRecord,
} from './trainingRecord.ts';

const SCRIPT = 'vib.py';

interface VibModel {
  readonly input: number;
  readonly hidden: readonly number[];
  readonly latent: number;
  readonly classes: number;
  readonly beta: number;
  readonly learningRate: number;
  /** Rows of the data. */
  readonly rows: number;
  /** Rows of a step. */
  readonly batch: number;
  readonly steps: number;
  /** Samples of z per row, over which the predicted probabilities are averaged. */
  readonly predictionSamples: number;
}

/** The inputs of one training step. */
interface VibStep {
  /** `[batch, input]`, in [0, 1]. */
  readonly x: Float32Array<ArrayBuffer>;
  /** `[batch]`, from 0 to classes - 1. */
  readonly labels: Uint8Array<ArrayBuffer>;
  /** `[batch · samples, latent]`, the samples of one row adjacent. */
  readonly noise: Float32Array<ArrayBuffer>;
}

/** The results of PyTorch in one precision. */
interface VibRun extends TrainingRecord {
  /** The two terms of each step, averaged over its rows, in nats. */
  readonly losses: readonly { readonly crossEntropy: number; readonly kl: number }[];
  /** `[rows, classes]`, after training: averages over the samples of `predictionNoise`. */
  readonly probabilities: Float64Array;
  /** The share of the rows whose likeliest class is their label. */
  readonly accuracy: number;
}

export interface VibCase {
  readonly name: string;
  /** Samples of z per row in training. */
  readonly samples: number;
  readonly steps: readonly VibStep[];
  /** `[rows · predictionSamples, latent]`, the samples of one row adjacent. */
  readonly predictionNoise: Float32Array<ArrayBuffer>;
  readonly float32: VibRun;
  readonly float64: VibRun;
}

/** A deep variational information bottleneck, trained by PyTorch; vib.py documents its loss. */
export interface VibFixture {
  readonly model: VibModel;
  /** `[rows, input]`, in [0, 1]. */
  readonly data: Float32Array<ArrayBuffer>;
  /** `[rows]`, from 0 to classes - 1. */
  readonly labels: Uint8Array<ArrayBuffer>;
  /** In PyTorch's layout: a weight is `[outputs, inputs]`. */
  readonly initial: ReadonlyMap<string, InitialParameter>;
  readonly cases: readonly VibCase[];
}

/** @throws Error if the fixture lacks a tensor */
export function vibFixture(): VibFixture {
  const file = readFixtureFile('vib');
  const model: VibModel = JSON.parse(file.metadata.get('model') ?? '');
  const cases: Pick<VibCase, 'name' | 'samples'>[] = JSON.parse(file.metadata.get('cases') ?? '');
  const values = (name: string) => numbers(file, name, SCRIPT);
  const data = Float32Array.from(values('data'));
  const labels = Uint8Array.from(values('labels'));
  const initial = initialOf(file, SCRIPT);
  const names = [...initial.keys()];

  const run = (name: string, precision: 'float32' | 'float64'): VibRun => {
    const losses = values(`${name}/losses.${precision}`);
    return {
      ...trainingRecord(file, precision, {
        folder: `${name}/`,
        names,
        script: SCRIPT,
      }),
      losses: Array.from({ length: model.steps }, (_, step) => {
        const [crossEntropy = Number.NaN, kl = Number.NaN] = losses.subarray(2 * step);
        return { crossEntropy, kl };
      }),
      probabilities: values(`${name}/probabilities.${precision}`),
      accuracy: values(`${name}/accuracy.${precision}`)[0] ?? Number.NaN,
    };
  };
  return {
    model,
    data,
    labels,
    initial,
    cases: cases.map(({ name, samples }) => ({
      name,
      samples,
      steps: parts(values(`${name}/noise`), model.steps).map((noise, step) => {
        const first = (step * model.batch) % model.rows;
        const end = first + model.batch;
        const x = data.slice(first * model.input, end * model.input);
        return { x, labels: labels.slice(first, end), noise };
      }),
      predictionNoise: Float32Array.from(values(`${name}/prediction_noise`)),
      float32: run(name, 'float32'),
      float64: run(name, 'float64'),
    })),
  };
}
