import type { Safetensors } from '../../src/formats/safetensors.ts';
import { numbers } from './numbers.ts';

/** The results of one training by PyTorch, by parameter; training_record.py writes them. */
export interface TrainingRecord {
  /** Gradients of the first step. */
  readonly gradients: ReadonlyMap<string, Float64Array>;
  /** Weights after the last step. */
  readonly weights: ReadonlyMap<string, Float64Array>;
  /** Adam's first and second moments after the last step. */
  readonly m: ReadonlyMap<string, Float64Array>;
  readonly v: ReadonlyMap<string, Float64Array>;
}

/** A parameter as `writeSafetensors` takes it. */
export interface InitialParameter {
  readonly dtype: 'F32';
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/**
 * The parameters before the first step.
 * @param script the script that writes the file; the error about a missing tensor names it
 * @param folder the start of the tensors' names, such as `gru/`
 */
export function initialOf(
  file: Safetensors,
  script: string,
  folder = '',
): Map<string, InitialParameter> {
  const prefix = `${folder}initial/`;
  return new Map(
    [...file.tensors].flatMap(([name, { shape }]) => {
      if (!name.startsWith(prefix)) return [];
      const data = Float32Array.from(numbers(file, name, script));
      return [[name.slice(prefix.length), { dtype: 'F32', shape, data }]];
    }),
  );
}

/** The tensors `PREFIX/NAME` by NAME, for each of the names. */
export function byParameter(
  file: Safetensors,
  prefix: string,
  names: readonly string[],
  script: string,
): Map<string, Float64Array> {
  return new Map(names.map((name) => [name, numbers(file, `${prefix}/${name}`, script)]));
}

/**
 * Reads one training of a file.
 * @param folder the start of its tensors' names, such as `one-sample/`
 */
export function trainingRecord(
  file: Safetensors,
  precision: 'float32' | 'float64',
  { folder = '', names, script }: { folder?: string; names: readonly string[]; script: string },
): TrainingRecord {
  const each = (kind: string) => byParameter(file, `${folder}${kind}.${precision}`, names, script);
  return { gradients: each('gradient'), weights: each('weight'), m: each('m'), v: each('v') };
}

/** Cuts values into `count` parts of equal length. */
export function parts(values: Float64Array, count: number): Float32Array<ArrayBuffer>[] {
  const length = values.length / count;
  return Array.from({ length: count }, (_, i) =>
    Float32Array.from(values.subarray(i * length, (i + 1) * length)),
  );
}
