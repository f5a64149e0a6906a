import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FormatError } from '../../src/errors.ts';
import { gunzip, isGzip } from '../../src/formats/gzip.ts';

const text = new TextEncoder().encode('the same few words, the same few words, again');
const packed = new Uint8Array(gzipSync(text));

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('isGzip', () => {
  it('looks at the first two bytes', () => {
    expect(isGzip(packed)).toBe(true);
    expect(isGzip(text)).toBe(false);
    expect(isGzip(Uint8Array.of(0x1f))).toBe(false);
  });
});

describe('gunzip', () => {
  it('restores what was compressed', async () => {
    expect(await gunzip(packed, 1000)).toEqual(text);
    expect(await gunzip(gzipSync(new Uint8Array(0)), 0)).toEqual(new Uint8Array(0));
  });

  it('restores many pieces in order', async () => {
    const noise = Uint8Array.from({ length: 300_000 }, (_, i) => Math.imul(i, 2654435761) >>> 24);
    const restored = await gunzip(gzipSync(noise), noise.length);
    expect(Buffer.compare(restored, noise)).toBe(0);
  });

  it('refuses more than it was allowed', async () => {
    await expect(gunzip(packed, text.length - 1)).rejects.toThrow('at most 44 are allowed');
  });

  it('refuses a bomb whose trailer lies, without holding what it expands to', async () => {
    const bomb = new Uint8Array(gzipSync(new Uint8Array(64 << 20)));
    new DataView(bomb.buffer).setUint32(bomb.length - 4, 1000, true);
    const before = process.memoryUsage().arrayBuffers;
    await expect(gunzip(bomb, 1 << 30)).rejects.toThrow('promises 1000 bytes, the data holds more');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 << 20);
  });

  it('refuses a trailer that promises more than the file can hold, before allocating', async () => {
    const liar = packed.slice();
    new DataView(liar.buffer).setUint32(liar.length - 4, 0x7fffffff, true);
    await expect(gunzip(liar, 2 ** 31)).rejects.toThrow('cannot hold');
  });

  it('refuses several members and data after the end', async () => {
    const chain = new Uint8Array([...packed, ...packed]);
    await expect(gunzip(chain, 1000)).rejects.toThrow(FormatError);
    const followed = new Uint8Array([...packed, 100, 0, 0, 0]);
    await expect(gunzip(followed, 1000)).rejects.toThrow(FormatError);
  });

  it('does not rely on the runtime to check the length', async () => {
    class Forgetful extends TransformStream {
      constructor() {
        super({ transform() {} });
      }
    }
    vi.stubGlobal('DecompressionStream', Forgetful);
    await expect(gunzip(packed, 1000)).rejects.toThrow('promises 45 bytes, the data holds only 0');
  });

  it('refuses damaged data and keeps the cause', async () => {
    const damaged = packed.slice();
    damaged[20] = (damaged[20] as number) ^ 0xff;
    const error: unknown = await gunzip(damaged, 1000).catch((reason) => reason);
    expect(error).toBeInstanceOf(FormatError);
    expect((error as FormatError).cause).toBeInstanceOf(Error);
  });
});
