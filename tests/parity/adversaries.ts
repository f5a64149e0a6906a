import { numbers, readFixtureFile } from './numbers.ts';
import {
  byParameter,
  type InitialParameter,
  initialOf,
  parts,
  type TrainingRecord,
  trainingRecord,
} from './trainingRecord.ts';

const SCRIPT = 'adversaries.py';

interface AdamOptions {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
}

/** A training by PyTorch; adversaries.py documents terms, updates and mistakes. */
export interface AdversaryCase {
  readonly name: string;
  readonly family: 'aae' | 'gan';
  readonly smoothing: number;
  /** An `aae` has it. */
  readonly weight: number;
  /** A `vae-gan` has it. */
  readonly beta: number;
  readonly gamma: number;
  readonly pixels: number;
  readonly loss: 'nonSaturating' | 'minimax';
  readonly balance: { readonly equilibrium: number; readonly margin: number } | null;
  /** Options of single groups. */
  readonly adam: Readonly<Record<string, AdamOptions>>;
  readonly wrong: readonly string[];
  /** The inputs of each step: x `[batch, input]` in [0, 1], and the noise of each place that samples. */
  readonly steps: readonly {
    readonly x: Float32Array<ArrayBuffer>;
    readonly noise: readonly Float32Array<ArrayBuffer>[];
  }[];
  readonly initial: ReadonlyMap<string, InitialParameter>;
  readonly float32: TrainingRecord;
  readonly float64: TrainingRecord;
  /** Means of each term over the rows, one a step. */
  term(name: string, precision: 'float32' | 'float64'): Float64Array;
  /** Updates that a balance skipped, by group. */
  readonly skipped: Readonly<Record<string, number>>;
  /** The final weights, in float64, after each mistake. */
  readonly mistakes: ReadonlyMap<string, ReadonlyMap<string, Float64Array>>;
}

interface Shape {
  readonly input: number;
  readonly hidden: number;
  readonly latent: number;
  readonly critic: readonly number[];
  readonly rows: number;
  readonly batch: number;
  readonly steps: number;
}

interface Metadata {
  readonly shape: Shape;
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly cases: readonly AdversaryCase[];
}

/** @throws Error if the fixture lacks a tensor */
export function adversariesFixture(): {
  readonly shape: Shape;
  readonly cases: readonly AdversaryCase[];
} {
  const file = readFixtureFile('adversaries');
  const metadata: Metadata = JSON.parse(file.metadata.get('model') ?? '');
  const { shape } = metadata;
  const values = (name: string) => numbers(file, name, SCRIPT);
  const data = Float32Array.from(values('data'));
  const cases = metadata.cases.map((given): AdversaryCase => {
    const folder = `${given.name}/`;
    const initial = initialOf(file, SCRIPT, folder);
    const names = [...initial.keys()];
    const places = given.family === 'aae' ? [0] : [0, 1];
    const noises = places.map((place) => parts(values(`${folder}noise.${place}`), shape.steps));
    const counts = values(`${folder}skipped`);
    const groups = metadata.groups[given.family] ?? [];
    return {
      ...given,
      steps: Array.from({ length: shape.steps }, (_, step) => {
        const first = (step * shape.batch) % shape.rows;
        const x = data.slice(first * shape.input, (first + shape.batch) * shape.input);
        return { x, noise: noises.map((each) => each[step] ?? new Float32Array()) };
      }),
      initial,
      float32: trainingRecord(file, 'float32', { folder, names, script: SCRIPT }),
      float64: trainingRecord(file, 'float64', { folder, names, script: SCRIPT }),
      term: (name, precision) => values(`${folder}${name}.${precision}`),
      skipped: Object.fromEntries(groups.map((group, i) => [group, counts[i] ?? 0])),
      mistakes: new Map(
        given.wrong.map((each) => [each, byParameter(file, `${folder}${each}`, names, SCRIPT)]),
      ),
    };
  });
  return { shape, cases };
}
