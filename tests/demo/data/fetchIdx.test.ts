import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchIdx, idxBytes } from '../../../demo/src/data/fetchIdx.ts';
import { DataError } from '../../../src/errors.ts';
import { idxImages } from '../../support/idx.ts';

const shape = [3, 4, 5];
const file = idxImages(3, 4, 5);
const values = file.subarray(16);

let server: Server | undefined;
afterEach(() => {
  vi.unstubAllGlobals();
  server?.closeAllConnections();
  server?.close();
});

/** The address of a server with this answer. */
async function serve(answer: RequestListener): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/train.idx.gz`;
}

/** The data fetched from a server that sends these bytes, and the reported number of bytes. */
async function fetched(body: Uint8Array, headers: Record<string, string> = {}) {
  const url = await serve((_, response) => response.writeHead(200, headers).end(body));
  let reported = 0;
  const result = await fetchIdx(url, shape, (count) => {
    reported += count;
  });
  return { result, reported };
}

describe('what comes in', () => {
  const whole = { result: values, reported: idxBytes(shape) };

  it('is decompressed', async () => {
    expect(await fetched(gzipSync(file))).toEqual(whole);
  });

  it('is taken as it is where the browser has decompressed it already', async () => {
    const headers = { 'Content-Encoding': 'gzip' };
    expect(await fetched(gzipSync(file), headers)).toEqual(whole);
  });

  it('is taken as it is where the server keeps it plain', async () => {
    expect(await fetched(file)).toEqual(whole);
  });

  it('may come byte by byte', async () => {
    const body = new ReadableStream({
      start(controller) {
        for (const byte of gzipSync(file)) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    vi.stubGlobal('fetch', async () => new Response(body));
    expect(await fetchIdx('a.gz', shape, () => undefined)).toEqual(values);
  });
});

describe('an error says what failed', () => {
  const longer = new Uint8Array(file.length + 1000);
  longer.set(file);
  const page = new TextEncoder().encode('<!doctype html><p>not found');
  const damaged = gzipSync(file);
  damaged.writeUInt8(damaged.readUInt8(20) ^ 255, 20);

  it.each([
    ['another file', page, `expected ${file.length} bytes, got ${page.length}`],
    ['nothing', new Uint8Array(), `expected ${file.length} bytes, got 0`],
    ['a longer file', gzipSync(longer), `expected ${file.length} bytes, got more`],
    ['a shorter file', file.subarray(0, 30), `expected ${file.length} bytes, got 30`],
    ['a truncated gzip file', gzipSync(file).subarray(0, 30), 'was cut off or is damaged'],
    ['a damaged gzip file', damaged, 'was cut off or is damaged'],
    ['images of another size', idxImages(3, 5, 4), 'expected an array [3, 4, 5], got [3, 5, 4]'],
    ['the right length of something else', new Uint8Array(file.length).fill(7), 'not an IDX file'],
  ])('%s', async (_, body, message) => {
    const failure = await fetched(body).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DataError);
    expect((failure as DataError).message).toMatch(/^could not load http:.*train\.idx\.gz: /);
    expect((failure as DataError).message).toContain(message);
  });

  it('a file that is not there', async () => {
    const url = await serve((_, response) => response.writeHead(404).end());
    await expect(fetchIdx(url, shape, () => undefined)).rejects.toThrow(
      `could not load ${url}: the server answered 404 Not Found`,
    );
  });

  it('a server that does not answer', async () => {
    const url = await serve((request) => request.socket.destroy());
    const loading = fetchIdx(url, shape, () => undefined);
    await expect(loading).rejects.toThrow('no answer from the server');
    await expect(loading).rejects.toBeInstanceOf(DataError);
  });
});
