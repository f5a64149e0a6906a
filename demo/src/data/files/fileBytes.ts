import { DataError, gunzip, isGzip, VaeError } from 'webgpu-vae/formats';
import { type FileKind, kindByBytes, kindByName } from './fileKind.ts';
import { MAX_BYTES } from './limits.ts';

/**
 * Checks that a file is not empty and not larger than the limit for its kind.
 *
 * @throws {DataError} naming the limit
 */
export function requireSize(bytes: number, kind: keyof typeof MAX_BYTES): void {
  const limit = MAX_BYTES[kind];
  if (bytes === 0) throw new DataError('it is empty');
  if (bytes > limit) {
    throw new DataError(`it has ${inMiB(bytes)}, at most ${inMiB(limit)} are read of its kind`);
  }
}

/** An array or a table after decompression. */
export interface FileBytes {
  readonly kind: Exclude<FileKind, 'image' | 'gzip'>;
  readonly bytes: Uint8Array;
}

/**
 * Reads a file that is not an image and determines its kind.
 *
 * @param path its ending distinguishes tables from other text, with or without `.gz`
 * @throws {DataError} when it is empty, too large, or of an unknown kind
 * @throws {FormatError} when its compression is damaged
 */
export async function readFileBytes(path: string, file: Blob): Promise<FileBytes> {
  requireSize(file.size, kindByName(path) === 'csv' ? 'csv' : 'array');
  const head = new Uint8Array(await file.slice(0, 6).arrayBuffer());
  const outer = kindByBytes(head);
  // A file of an unknown kind may be large, so it is not read.
  if (outer === 'unknown' && kindByName(path) === 'unknown') throw new DataError(unknownKind);
  const raw = new Uint8Array(await file.arrayBuffer());
  const bytes = isGzip(raw) ? await gunzip(raw, MAX_BYTES.array) : raw;
  const inner = kindByBytes(bytes.subarray(0, 6));
  if (inner === 'npy' || inner === 'idx') return { kind: inner, bytes };
  if (kindByName(path.replace(/\.gz$/i, '')) !== 'csv') throw new DataError(unknownKind);
  requireSize(bytes.length, 'csv');
  return { kind: 'csv', bytes };
}

const unknownKind = 'it is neither an image nor an IDX, .npy or .csv file';

/** The reason why a file is left out, as a message for the user. */
export function readingProblem(error: unknown): string {
  if (error instanceof VaeError) return error.message;
  // A file that was moved or is not readable.
  if (error instanceof DOMException) return `it could not be read: ${error.message}`;
  if (error instanceof RangeError) return 'it takes more memory than the browser gives';
  throw error;
}

function inMiB(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MiB`;
}
