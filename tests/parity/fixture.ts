import type { Safetensors } from '../../src/formats/safetensors.ts';
import { numbers, readFixtureFile } from './numbers.ts';
import type { ParityCase } from './stream.ts';

/** Sums over the rows of a step's batch: elbo, reconstruction, kl. */
export type LossSums = readonly [elbo: number, reconstruction: number, kl: number];

/** The kept elements of one tensor, and the norm of the whole tensor. */
export interface Kept {
  readonly values: Float64Array;
  readonly norm: number;
}

/** PyTorch's results for one case; fixtures.py documents the file. */
export interface Fixture {
  readonly parity: ParityCase;
  readonly checksums: Readonly<Record<'parameters' | 'batch' | 'noise', number>>;
  /** One entry per step, in PyTorch's float32 and float64. */
  readonly losses: Readonly<Record<'float32' | 'float64', readonly LossSums[]>>;
  /** Gradients of step 1, by parameter. */
  readonly gradients: ReadonlyMap<string, Kept>;
  /** Bound for the difference of a float32 gradient from the exact one; see roundoff.py. */
  readonly gradientErrors: ReadonlyMap<string, Kept>;
  /** Weights after the last step. */
  readonly weights: ReadonlyMap<string, Kept>;
  /** ‖float32 - float64‖ / ‖float64‖ of PyTorch's weights after the last step. */
  readonly ownError: Float64Array;
}

export function readFixture(name: string): Fixture {
  const file = readFixtureFile(name);
  const parity = JSON.parse(file.metadata.get('case') ?? '') as ParityCase;
  const kept = (kind: string): Map<string, Kept> => {
    const norms = numbers(file, `norms/${kind}`);
    return new Map(
      parity.parameters.map(({ name }, number) => {
        const values = numbers(file, `${kind}/${name}`);
        return [name, { values, norm: norms[number] ?? Number.NaN }];
      }),
    );
  };
  return {
    parity,
    checksums: JSON.parse(file.metadata.get('checksums') ?? ''),
    losses: { float32: losses(file, 'float32'), float64: losses(file, 'float64') },
    gradients: kept('gradient'),
    gradientErrors: kept('gradient_error'),
    weights: kept('weight'),
    ownError: numbers(file, 'own_error'),
  };
}

function losses(file: Safetensors, precision: string): LossSums[] {
  const flat = numbers(file, `losses.${precision}`);
  return Array.from({ length: flat.length / 3 }, (_, step) => {
    const [elbo = Number.NaN, reconstruction = Number.NaN, kl = Number.NaN] = flat.subarray(
      3 * step,
    );
    return [elbo, reconstruction, kl];
  });
}
