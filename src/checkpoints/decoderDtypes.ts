import { ConfigError } from '../errors.ts';
import { MAX_FLOAT16, toFloat16 } from '../formats/float16.ts';
import type { TensorToWrite } from '../formats/safetensors.ts';
import type { DecoderOptions } from './decoderOptions.ts';
import type { NamedTensor } from './namedTensors.ts';

type Stored = readonly [name: string, tensor: TensorToWrite];

/** How weights are stored: the tensors of one, and what the file says about them. */
interface Storage {
  readonly tensors: (tensor: NamedTensor) => readonly Stored[];
  readonly notes: Readonly<Record<string, string>>;
}

/** By the option `dtype`. */
export const storages: Readonly<Record<NonNullable<DecoderOptions['dtype']>, Storage>> = {
  f32: { tensors: (tensor) => [tensor], notes: {} },
  f16: { tensors: half, notes: { dtype: 'f16' } },
  int8: {
    tensors: quantized,
    notes: { dtype: 'int8', weights: 'W * W.scale for every tensor W of type I8' },
  },
};

/** @throws ConfigError for a value that a float16 cannot hold */
function half([name, { shape, data }]: NamedTensor): readonly Stored[] {
  const large = data.find((value) => Math.abs(value) > MAX_FLOAT16);
  if (large !== undefined) {
    throw new ConfigError(
      `"${name}" holds ${large}, and the largest float16 is ${MAX_FLOAT16}: save the decoder with ` +
        'dtype "f32" or "int8"',
    );
  }
  return [[name, { dtype: 'F16', shape, data: toFloat16(data) }]];
}

/** Name of the scales of a quantized tensor. */
export const scaleName = (name: string): string => `${name}.scale`;

/**
 * Whole numbers from -127 to 127, and one scale for each row of the first dimension: its largest
 * absolute value / 127. Vectors, such as biases, are few and stay as they are.
 */
function quantized(tensor: NamedTensor): readonly Stored[] {
  const [name, { shape, data }] = tensor;
  const [rows = 0, ...others] = shape;
  if (others.length === 0) return [tensor];
  const columns = data.length / rows;
  const scales = new Float32Array(rows);
  const numbers = new Int8Array(data.length);
  for (const row of scales.keys()) {
    const values = data.subarray(row * columns, (row + 1) * columns);
    const scale = Math.fround(
      values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127,
    );
    if (scale === 0) continue;
    scales[row] = scale;
    numbers.set(
      values.map((value) => Math.max(-127, Math.min(127, Math.round(value / scale)))),
      row * columns,
    );
  }
  return [
    [name, { dtype: 'I8', shape, data: numbers }],
    [scaleName(name), { dtype: 'F32', shape: [rows, ...others.map(() => 1)], data: scales }],
  ];
}
