import { DataError, isGzip, readIdx } from 'webgpu-vae/formats';

/** Bytes of an IDX file of unsigned bytes with this shape. */
export function idxBytes(shape: readonly number[]): number {
  return 4 + 4 * shape.length + shape.reduce((product, size) => product * size, 1);
}

/**
 * Fetches a gzipped IDX file of unsigned bytes. Some servers declare the compression of `.gz` files
 * as a content encoding, and the browser then decompresses them itself. The first bytes show
 * whether this happened.
 *
 * @param shape expected shape
 * @param onBytes called with the decompressed size of every piece; the sum is `idxBytes`
 * @returns the values, row-major
 * @throws {DataError} naming the address and the problem
 */
export async function fetchIdx(
  url: string,
  shape: readonly number[],
  onBytes: (count: number) => void,
): Promise<Uint8Array> {
  const failed = (problem: string, cause?: unknown) =>
    new DataError(`could not load ${url}: ${problem}`, { cause });
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw failed('no answer from the server; check the connection and try again', error);
  }
  if (!response.ok || !response.body) {
    throw failed(`the server answered ${response.status} ${response.statusText}`.trimEnd());
  }
  const bytes = new Uint8Array(idxBytes(shape));
  let length = 0;
  try {
    for await (const piece of piecesOf(await decompressed(response.body))) {
      if (length + piece.length <= bytes.length) bytes.set(piece, length);
      length += piece.length;
      if (length > bytes.length) break;
      onBytes(piece.length);
    }
  } catch (error) {
    throw failed('the file was cut off or is damaged; try again', error);
  }
  if (length !== bytes.length) {
    const got = length > bytes.length ? 'more' : `${length}`;
    throw failed(`expected ${bytes.length} bytes, got ${got}; the server sent another file`);
  }
  return valuesOf(bytes, shape, failed);
}

function valuesOf(
  bytes: Uint8Array,
  shape: readonly number[],
  failed: (problem: string, cause?: unknown) => DataError,
): Uint8Array {
  let found: ReturnType<typeof readIdx>;
  try {
    found = readIdx(bytes);
  } catch (error) {
    throw failed(error instanceof Error ? error.message : String(error), error);
  }
  if (found.shape.join() !== shape.join()) {
    throw failed(`expected an array [${shape.join(', ')}], got [${found.shape.join(', ')}]`);
  }
  return found.data;
}

/** The body, through a decompressor if it begins like gzip. */
async function decompressed(body: ReadableStream<BufferSource>): Promise<ReadableStream> {
  const reader = body.getReader();
  // The two magic bytes may arrive in two pieces.
  let head = new Uint8Array();
  while (head.length < 2) {
    const { done, value } = await reader.read();
    if (done) break;
    head = joined(head, asBytes(value));
  }
  const whole = new ReadableStream<BufferSource>({
    start: (controller) => controller.enqueue(head),
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return isGzip(head) ? whole.pipeThrough(new DecompressionStream('gzip')) : whole;
}

/** Safari does not yet have async iterators for streams. */
async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

function asBytes(source: BufferSource): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
