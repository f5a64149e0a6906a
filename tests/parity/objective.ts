import { writeSafetensors } from '../../src/formats/safetensors.ts';
import { numbers, readFixtureFile } from './numbers.ts';

/** The importance-weighted bound, the ELBO with KL in closed form, the mean log weight. */
export const OBJECTIVES = ['bound', 'elbo', 'sampled_elbo'] as const;

export type Objective = (typeof OBJECTIVES)[number];

/** One objective in one precision of PyTorch. */
interface ObjectiveValues {
  /** Values of each example, in nats. */
  readonly values: Float64Array;
  /** Gradients of the sum of the negative values, by parameter. */
  readonly gradients: ReadonlyMap<string, Float64Array>;
}

/** A tiny model, its inputs and the objectives with several samples, computed by objective.py. */
export interface ObjectiveCase {
  readonly name: string;
  readonly input: number;
  readonly hidden: readonly number[];
  readonly latent: number;
  readonly activation: 'tanh';
  /** Examples B. */
  readonly rows: number;
  /** Samples k of each example. */
  readonly samples: number;
  /** `[B, input]`; x is the byte divided by 255. */
  readonly data: Uint8Array;
  /** `[B · k, latent]`, the samples of one example adjacent. */
  readonly noise: Float32Array;
  readonly weights: ReadonlyMap<string, Float32Array>;
  /** log p(x, z) - log q(z | x), `[B, k]`. */
  readonly logWeights: Float64Array;
  /** Mean and standard error over the examples of the negative bound. */
  readonly nll: { readonly mean: number; readonly standardError: number };
  readonly objectives: Readonly<
    Record<Objective, Readonly<Record<'float32' | 'float64', ObjectiveValues>>>
  >;
}

export function objectiveCases(): ObjectiveCase[] {
  const file = readFixtureFile('objective');
  const cases: ObjectiveCase[] = JSON.parse(file.metadata.get('cases') ?? '');
  return cases.map((described) => {
    const values = (name: string) => numbers(file, `${described.name}/${name}`, 'objective.py');
    const prefix = `${described.name}/weight/`;
    const parameters = [...file.tensors.keys()].flatMap((name) =>
      name.startsWith(prefix) ? [name.slice(prefix.length)] : [],
    );
    const each = (kind: string) => new Map(parameters.map((name) => [name, values(kind + name)]));
    const inPrecision = (objective: Objective, precision: string): ObjectiveValues => ({
      values: values(`${objective}.${precision}`),
      gradients: each(`gradient.${objective}.${precision}/`),
    });
    const [mean = Number.NaN, standardError = Number.NaN] = values('nll');
    const objectives = OBJECTIVES.map((objective) => [
      objective,
      {
        float32: inPrecision(objective, 'float32'),
        float64: inPrecision(objective, 'float64'),
      },
    ]);
    return {
      ...described,
      data: Uint8Array.from(values('data')),
      noise: Float32Array.from(values('noise')),
      weights: new Map([...each('weight/')].map(([name, w]) => [name, Float32Array.from(w)])),
      logWeights: values('log_weights'),
      nll: { mean, standardError },
      objectives: Object.fromEntries(objectives),
    };
  });
}

/**
 * The weights of a case in PyTorch's file form. A matrix has as many rows as its bias has elements.
 */
export function weightsFile({ weights }: ObjectiveCase): Uint8Array {
  const tensors = [...weights].map(([name, data]) => {
    const rows = weights.get(name.replace(/weight$/, 'bias'))?.length ?? 0;
    const shape = name.endsWith('.bias') ? [rows] : [rows, data.length / rows];
    return [name, { dtype: 'F32', shape, data }] as const;
  });
  return writeSafetensors(new Map(tensors), new Map());
}
