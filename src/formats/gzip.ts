import { bytesOf } from '../data/arrays.ts';
import { FormatError } from '../errors.ts';
import type { Bytes } from '../platform.ts';

/**
 * Minimum file size: a header of 10 bytes, an empty deflate block of 2 (rarely fewer), a trailer of
 * 8.
 */
const smallestFile = 18;

/** Maximum expansion factor of deflate. */
const largestExpansion = 1032;

/**
 * Input is passed in pieces, because a browser inflates a whole piece before it applies
 * back-pressure. This limits the memory for a decompression bomb to 16 MiB.
 */
const pieceBytes = 1 << 14;

/** True when the bytes begin like a gzip file. */
export function isGzip(file: Uint8Array | ArrayBuffer): boolean {
  const bytes = bytesOf(file, 'gzip');
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Decompresses a gzip file of one member, in browsers and Node. The trailer gives the length of the
 * result; memory is limited by it and by `maxBytes`.
 *
 * @throws {FormatError} when the bytes are not one valid gzip member, or the result would be longer
 *   than `maxBytes`.
 */
export async function gunzip(file: Uint8Array | ArrayBuffer, maxBytes: number): Promise<Bytes> {
  const bytes = bytesOf(file, 'gzip');
  const output = new Uint8Array(promisedLength(bytes, maxBytes));
  const reader = inflating(bytes).getReader();
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (length + value.length > output.length) throw wrongLength(output.length, 'more');
      output.set(value, length);
      length += value.length;
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined); // the first error is reported
    if (error instanceof FormatError) throw error;
    throw new FormatError('gzip: the compressed data is damaged or truncated', { cause: error });
  }
  if (length !== output.length) throw wrongLength(output.length, `only ${length}`);
  return output;
}

function inflating(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let position = 0;
  const source = new ReadableStream<BufferSource>({
    pull(controller) {
      controller.enqueue(bytes.slice(position, position + pieceBytes));
      position += pieceBytes;
      if (position >= bytes.length) controller.close();
    },
  });
  return source.pipeThrough(new DecompressionStream('gzip'));
}

function promisedLength(bytes: Uint8Array, maxBytes: number): number {
  if (!isGzip(bytes) || bytes.length < smallestFile) {
    throw new FormatError(
      `gzip: expected the bytes 1f 8b and at least ${smallestFile} bytes in all, ` +
        `got ${bytes.length} bytes; this is not a gzip file, or it is truncated`,
    );
  }
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 4, 4);
  const length = trailer.getUint32(0, true);
  if (length > bytes.length * largestExpansion) {
    throw new FormatError(
      `gzip: the trailer promises ${length} bytes, which ${bytes.length} compressed bytes ` +
        'cannot hold; the file is damaged or truncated',
    );
  }
  if (length > maxBytes) {
    throw new FormatError(
      `gzip: the trailer promises ${length} bytes, at most ${maxBytes} are allowed here; the file ` +
        'is too large, or it is cut off',
    );
  }
  return length;
}

function wrongLength(expected: number, got: string): FormatError {
  return new FormatError(
    `gzip: the trailer promises ${expected} bytes, the data holds ${got}; the file is damaged, ` +
      'has data after its end, or is a chain of several members, which is not supported',
  );
}
