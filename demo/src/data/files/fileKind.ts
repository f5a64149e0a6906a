import { isGzip, isNpy } from 'webgpu-vae/formats';

/** Format as which a file is read. */
export type FileKind = 'image' | 'npy' | 'idx' | 'csv' | 'gzip' | 'unknown';

const imageEnding = /\.(png|jpe?g|jfif|webp|gif|bmp|avif|ico)$/i;
const tableEnding = /\.(csv|tsv)$/i;

/** Kind of a file from its name and type; 'unknown' if the first bytes must be checked. */
export function kindByName(path: string, type = ''): FileKind {
  if (imageEnding.test(path) || /^image\/(?!svg)/.test(type)) return 'image';
  return tableEnding.test(path) ? 'csv' : 'unknown';
}

/**
 * Kind of a file from its first bytes: `\x93NUMPY`, two zero bytes and a value type (IDX), or
 * gzip's 1f 8b.
 *
 * @param head at least 6 bytes, or the whole file
 */
export function kindByBytes(head: Uint8Array): FileKind {
  if (isNpy(head)) return 'npy';
  if (isGzip(head)) return 'gzip';
  const [a, b, c, d] = head;
  // Accepts all IDX types; the reader's message names the unsupported one.
  if (a === 0 && b === 0 && c !== undefined && c >= 8 && c <= 14 && d) return 'idx';
  return 'unknown';
}
