import { isGzip, isNpy } from 'webgpu-vae/formats';

/** What a file is read as. */
export type FileKind = 'image' | 'npy' | 'idx' | 'csv' | 'gzip' | 'unknown';

const imageEnding = /\.(png|jpe?g|jfif|webp|gif|bmp|avif|ico)$/i;
const tableEnding = /\.(csv|tsv)$/i;

/** What a file is by name and type alone; 'unknown' where its first bytes must tell. */
export function kindByName(path: string, type = ''): FileKind {
  if (imageEnding.test(path) || /^image\/(?!svg)/.test(type)) return 'image';
  return tableEnding.test(path) ? 'csv' : 'unknown';
}

/**
 * What a file is by its first bytes: `\x93NUMPY`, two zero bytes and a type of value (IDX), or
 * gzip's 1f 8b.
 *
 * @param head at least 6 bytes, or all there are
 */
export function kindByBytes(head: Uint8Array): FileKind {
  if (isNpy(head)) return 'npy';
  if (isGzip(head)) return 'gzip';
  const [a, b, c, d] = head;
  // Any type that IDX has, for a message that says which one is missing.
  if (a === 0 && b === 0 && c !== undefined && c >= 8 && c <= 14 && d) return 'idx';
  return 'unknown';
}
