import { FormatError } from '../errors.ts';
import type { Floats } from '../platform.ts';

/** Bytes per element of the types in safetensors files. */
const dtypeBytes = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
} as const;

export type Dtype = keyof typeof dtypeBytes;

const sizes: ReadonlyMap<string, number> = new Map(Object.entries(dtypeBytes));

export const dtypeNames: readonly string[] = [...sizes.keys()];

export function isDtype(name: string): name is Dtype {
  return sizes.has(name);
}

/** Bytes of one element. */
export function elementBytes(dtype: Dtype): number {
  return dtypeBytes[dtype];
}

/**
 * Copies little-endian values of a floating-point type into a Float32Array. F16 and BF16 are
 * converted exactly; F64 is rounded to nearest.
 *
 * @param name Name of the tensor in the error.
 * @throws {FormatError} when the type is not F32, F64, F16 or BF16.
 */
export function toFloat32(
  tensor: { readonly dtype: Dtype; readonly data: Uint8Array },
  name = 'tensor',
): Floats {
  const { dtype, data } = tensor;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const read = readers[dtype];
  if (read === undefined) {
    throw new FormatError(
      `"${name}": expected floating-point values (${Object.keys(readers).join(', ')}), got ${dtype}`,
    );
  }
  const size = elementBytes(dtype);
  const values = new Float32Array(data.byteLength / size);
  for (let i = 0; i < values.length; i++) values[i] = read(view, i * size);
  return values;
}

const readers: Partial<Record<Dtype, (view: DataView, at: number) => number>> = {
  F32: (view, at) => view.getFloat32(at, true),
  F64: (view, at) => view.getFloat64(at, true),
  F16: (view, at) => halfToNumber(view.getUint16(at, true)),
  BF16: (view, at) => bfloatToNumber(view.getUint16(at, true)),
};

function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

const word = new DataView(new ArrayBuffer(4));

/** A bfloat16 is the upper half of a float32. */
function bfloatToNumber(bits: number): number {
  word.setUint32(0, bits << 16);
  return word.getFloat32(0);
}
