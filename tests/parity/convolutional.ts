import type { Safetensors } from '../../src/formats/safetensors.ts';
import type { VaeArchitectureChoice } from '../../src/index.ts';
import { numbers, readFixtureFile } from './numbers.ts';
import {
  byParameter,
  type InitialParameter,
  initialOf,
  parts,
  type TrainingRecord,
  trainingRecord,
} from './trainingRecord.ts';

/** The fixtures and the scripts that write them. */
const SCRIPTS = { convolutional: 'convolutional.py', 'image-layers': 'imageLayers.py' } as const;

interface ConvolutionalModel {
  readonly architecture: VaeArchitectureChoice;
  readonly learningRate: number;
  /** Rows of the data. */
  readonly rows: number;
  /** Rows of a step. */
  readonly batch: number;
  readonly steps: number;
}

/** The results of PyTorch in one precision. */
interface ConvolutionalRun extends TrainingRecord {
  /** After the last step; empty for a model without variables. */
  readonly variables: ReadonlyMap<string, Float64Array>;
  /** The two terms of each step, averaged over its rows, in nats. */
  readonly losses: readonly { readonly reconstruction: number; readonly kl: number }[];
}

/** A VAE with convolutions, trained by PyTorch; its script documents its layers. */
export interface ConvolutionalFixture {
  readonly model: ConvolutionalModel;
  /** The inputs of each step: x `[batch, height · width · channels]` in [0, 1], noise `[batch, latent]`. */
  readonly steps: readonly {
    readonly x: Float32Array<ArrayBuffer>;
    readonly noise: Float32Array<ArrayBuffer>;
  }[];
  /** Parameters and variables, in PyTorch's layouts. */
  readonly initial: ReadonlyMap<string, InitialParameter>;
  /** The names of the parameters. */
  readonly parameters: readonly string[];
  readonly float32: ConvolutionalRun;
  readonly float64: ConvolutionalRun;
}

/** @throws Error if the fixture lacks a tensor */
export function convolutionalFixture(name: keyof typeof SCRIPTS): ConvolutionalFixture {
  const script = SCRIPTS[name];
  const file = readFixtureFile(name);
  const model: ConvolutionalModel = JSON.parse(file.metadata.get('model') ?? '');
  const values = (tensor: string) => numbers(file, tensor, script);
  const data = Float32Array.from(values('data'));
  const columns = data.length / model.rows;
  const initial = initialOf(file, script);
  const variables = [...initial.keys()].filter((each) => isVariable(file, each));
  const names = [...initial.keys()].filter((each) => !variables.includes(each));
  const run = (precision: 'float32' | 'float64'): ConvolutionalRun => {
    const losses = values(`losses.${precision}`);
    return {
      ...trainingRecord(file, precision, { names, script }),
      variables: byParameter(file, `variable.${precision}`, variables, script),
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
    parameters: names,
    float32: run('float32'),
    float64: run('float64'),
  };
}

function isVariable({ tensors }: Safetensors, name: string): boolean {
  return tensors.has(`variable.float64/${name}`);
}
