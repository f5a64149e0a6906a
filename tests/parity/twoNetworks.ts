import { numbers, readFixtureFile } from './numbers.ts';
import {
  byParameter,
  type InitialParameter,
  initialOf,
  parts,
  type TrainingRecord,
  trainingRecord,
} from './trainingRecord.ts';

const SCRIPT = 'twoNetworks.py';

interface AdamOptions {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
}

interface TwoNetworksModel {
  readonly input: number;
  /** Width of the generator's input. */
  readonly noise: number;
  /** Width of the hidden layer of both networks. */
  readonly hidden: number;
  /** Rows of the data. */
  readonly rows: number;
  /** Rows of a step. */
  readonly batch: number;
  readonly steps: number;
  /** The critic is updated in the first step and then in every `criticEvery`-th step. */
  readonly criticEvery: number;
  readonly optimizers: Readonly<Record<'generator' | 'critic', AdamOptions>>;
}

/** The results of PyTorch in one precision; losses are means over the rows, in nats. */
interface TwoNetworksRun extends TrainingRecord {
  /** One value per step, before its updates. */
  readonly fool: Float64Array;
  /** One value for each update of the critic, from the update's own forward pass. */
  readonly real: Float64Array;
  readonly fake: Float64Array;
}

/** A generator and a critic, trained by PyTorch; twoNetworks.py documents terms and updates. */
export interface TwoNetworksFixture {
  readonly model: TwoNetworksModel;
  /** The inputs of each step: x `[batch, input]` in [0, 1], noise `[batch, noise]`. */
  readonly steps: readonly {
    readonly x: Float32Array<ArrayBuffer>;
    readonly noise: Float32Array<ArrayBuffer>;
  }[];
  /** In PyTorch's layout: a weight is `[outputs, inputs]`. */
  readonly initial: ReadonlyMap<string, InitialParameter>;
  readonly float32: TwoNetworksRun;
  readonly float64: TwoNetworksRun;
  /** The final weights, in float64, after updates in a wrong order. */
  readonly wrongOrders: {
    /** The critic's update, with its own forward pass, before the generator's. */
    readonly criticFirst: ReadonlyMap<string, Float64Array>;
    /** The critic's update after the generator's, on the generator's output from before it. */
    readonly sharedForward: ReadonlyMap<string, Float64Array>;
  };
}

/** @throws Error if the fixture lacks a tensor */
export function twoNetworksFixture(): TwoNetworksFixture {
  const file = readFixtureFile('two-networks');
  const model: TwoNetworksModel = JSON.parse(file.metadata.get('model') ?? '');
  const values = (name: string) => numbers(file, name, SCRIPT);
  const data = Float32Array.from(values('data'));
  const initial = initialOf(file, SCRIPT);
  const names = [...initial.keys()];
  const run = (precision: 'float32' | 'float64'): TwoNetworksRun => ({
    ...trainingRecord(file, precision, { names, script: SCRIPT }),
    fool: values(`fool.${precision}`),
    real: values(`real.${precision}`),
    fake: values(`fake.${precision}`),
  });
  return {
    model,
    steps: parts(values('noise'), model.steps).map((noise, step) => {
      const first = (step * model.batch) % model.rows;
      return { x: data.slice(first * model.input, (first + model.batch) * model.input), noise };
    }),
    initial,
    float32: run('float32'),
    float64: run('float64'),
    wrongOrders: {
      criticFirst: byParameter(file, 'critic_first', names, SCRIPT),
      sharedForward: byParameter(file, 'shared_forward', names, SCRIPT),
    },
  };
}
