import { DataError } from '../errors.ts';

/** The typed arrays of data. The clamped bytes of a canvas are read as bytes. */
const KINDS = {
  Uint8Array,
  Uint8ClampedArray: Uint8Array,
  Uint16Array,
  Uint32Array,
  Float32Array,
} as const;

/** Class name of a typed array of any realm, such as `Float32Array`; undefined for other values. */
export function arrayName(value: unknown): string | undefined {
  // The getter of all typed arrays works across realms, where `instanceof` fails.
  const TypedArray = Object.getPrototypeOf(Uint8Array.prototype);
  return Object.getOwnPropertyDescriptor(TypedArray, Symbol.toStringTag)?.get?.call(value);
}

/**
 * Makes a caller's array usable here: an array of this realm, without clamping, and not over memory
 * that threads share, which WebGPU refuses. Copies only shared memory. Other values, and typed
 * arrays of other kinds, are returned as they are.
 */
export function ownArray(value: unknown): unknown {
  const name = arrayName(value);
  if (name === undefined || !(name in KINDS)) return value;
  const Kind = KINDS[name as keyof typeof KINDS];
  const { buffer, byteOffset, length } = value as Uint8Array<ArrayBuffer>;
  // Its buffer may have been transferred, and then has no view.
  if (length === 0) return new Kind(0);
  if (isShared(buffer)) return new Kind(value as Uint8Array);
  return value instanceof Kind ? value : new Kind(buffer, byteOffset, length);
}

/**
 * Bytes of a file, as callers have them: an `ArrayBuffer`, or a view of one. Shares memory unless
 * that is shared between threads.
 * @param name of the file's format or argument, for the message
 * @throws DataError for anything else
 */
export function bytesOf(source: unknown, name: string): Uint8Array {
  if (isBuffer(source)) return bytesOf(new Uint8Array(source), name);
  if (!ArrayBuffer.isView(source)) {
    throw new DataError(
      `${name}: expected bytes (a Uint8Array or an ArrayBuffer), got ${kindOf(source)}` +
        (typeof source === 'string' ? '; read the file first, with readFile or fetch' : ''),
    );
  }
  const { buffer, byteOffset, byteLength } = source;
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  return isShared(buffer) ? bytes.slice() : bytes;
}

/**
 * Floats that an argument of a call takes.
 * @param length number of values, if it is known
 * @throws DataError for anything but a Float32Array of finite values
 */
export function floatsOf(value: unknown, name: string): Float32Array {
  const own = ownArray(value);
  if (!(own instanceof Float32Array)) {
    const advice = Array.isArray(value) ? '; convert it with Float32Array.from(...)' : '';
    throw new DataError(`${name}: expected a Float32Array, got ${kindOf(value)}${advice}`);
  }
  const wrong = own.findIndex((each) => !Number.isFinite(each));
  if (wrong < 0) return own;
  throw new DataError(`${name}: value ${wrong} is ${own[wrong]}; all must be finite`);
}

/** Describes a value for messages: the name of its class, or the value itself. */
export function kindOf(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return String(value);
  return arrayName(value) ?? Object.getPrototypeOf(value)?.constructor?.name ?? 'object';
}

function isBuffer(value: unknown): value is ArrayBuffer {
  const tag = Object.prototype.toString.call(value);
  return tag === '[object ArrayBuffer]' || tag === '[object SharedArrayBuffer]';
}

function isShared(buffer: ArrayBufferLike): boolean {
  return Object.prototype.toString.call(buffer) === '[object SharedArrayBuffer]';
}
