import { FormatError } from '../errors.ts';

/**
 * Values of a .npy file, in the smallest array type that holds every number of the element type.
 */
export type NpyValues =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** How to read elements of one type. */
interface ElementType {
  /** Bytes of one element. */
  readonly size: number;
  readonly make: (length: number) => NpyValues;
  readonly read: (view: DataView, at: number, littleEndian: boolean) => number;
}

/** By NumPy's kind and size, without the byte order. */
const elementTypes: ReadonlyMap<string, ElementType> = new Map([
  ['b1', type(1, Uint8Array, (view, at) => view.getUint8(at))],
  ['u1', type(1, Uint8Array, (view, at) => view.getUint8(at))],
  ['i1', type(1, Int8Array, (view, at) => view.getInt8(at))],
  ['u2', type(2, Uint16Array, (view, at, little) => view.getUint16(at, little))],
  ['i2', type(2, Int16Array, (view, at, little) => view.getInt16(at, little))],
  ['u4', type(4, Uint32Array, (view, at, little) => view.getUint32(at, little))],
  ['i4', type(4, Int32Array, (view, at, little) => view.getInt32(at, little))],
  ['u8', type(8, Float64Array, (view, at, little) => Number(view.getBigUint64(at, little)))],
  ['i8', type(8, Float64Array, (view, at, little) => Number(view.getBigInt64(at, little)))],
  ['f4', type(4, Float32Array, (view, at, little) => view.getFloat32(at, little))],
  ['f8', type(8, Float64Array, (view, at, little) => view.getFloat64(at, little))],
]);

function type(
  size: number,
  Kind: new (length: number) => NpyValues,
  read: ElementType['read'],
): ElementType {
  return { size, make: (length) => new Kind(length), read };
}

/**
 * The element type of that name.
 *
 * @param dtype a byte order (`<`, `>`, or `|` for single bytes), a kind and a size
 * @throws {FormatError} when the type is not supported
 */
export function elementType(dtype: string): ElementType & { readonly littleEndian: boolean } {
  const found = elementTypes.get(dtype.slice(1));
  const order = dtype[0];
  const ordered = order === '<' || order === '>' || (order === '|' && found?.size === 1);
  if (found === undefined || !ordered) {
    const object = dtype.includes('O') ? ' (Python objects; save numbers instead)' : '';
    throw new FormatError(
      `npy: expected values of one of the types ${[...elementTypes.keys()].join(', ')} ` +
        `(with < or > for the byte order), got '${dtype}'${object}`,
    );
  }
  return { ...found, littleEndian: order !== '>' };
}

/**
 * For each element in C order, its index in a file in Fortran order.
 *
 * @param shape sizes of the dimensions, outermost first, none of them 0
 */
export function* fortranPlaces(shape: readonly number[]): Generator<number> {
  const strides: number[] = [];
  let stride = 1;
  for (const size of shape) {
    strides.push(stride);
    stride *= size;
  }
  const index = shape.map(() => 0);
  let place = 0;
  for (let n = 0; n < stride; n++) {
    yield place;
    // Like an odometer: the last dimension advances fastest and carries into the one before.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const at = (index[axis] as number) + 1;
      place += strides[axis] as number;
      if (at < (shape[axis] as number)) {
        index[axis] = at;
        break;
      }
      place -= (strides[axis] as number) * at;
      index[axis] = 0;
    }
  }
}
