import { DataError } from 'webgpu-vae/formats';

/**
 * The text of a file in UTF-8 without zero bytes, which other files have.
 * @throws {DataError} unless it is such a file
 */
export async function decodeText(name: string, file: Blob, mostBytes: number): Promise<string> {
  if (file.size === 0) throw new DataError(`${name} is empty`);
  if (file.size > mostBytes) {
    throw new DataError(`${name} is larger than ${mostBytes / 2 ** 20} MiB: take a part of it`);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    if (!text.includes('\0')) return text;
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
  }
  throw new DataError(`${name} is no text in UTF-8: choose a plain text file`);
}
