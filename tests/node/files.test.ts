import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { VaeError } from '../../src/errors.ts';
import { writeFileWhole } from '../../src/node/files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vae-files-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

describe('writeFileWhole', () => {
  it('makes a file, then replaces it, and leaves nothing else behind', async () => {
    const path = join(folder, 'model.safetensors');
    await writeFileWhole(path, Uint8Array.of(1, 2, 3));
    await writeFileWhole(path, Uint8Array.of(4));
    expect([...(await readFile(path))]).toEqual([4]);
    expect(await readdir(folder)).toEqual(['model.safetensors']);
  });

  it('writes the range that a view shows', async () => {
    const path = join(folder, 'part');
    await writeFileWhole(path, Uint8Array.of(1, 2, 3, 4).subarray(1, 3));
    expect([...(await readFile(path))]).toEqual([2, 3]);
  });

  it('leaves one whole file when several are written at once', async () => {
    const path = join(folder, 'model');
    const versions = [1, 2, 3, 4].map((value) => new Uint8Array(100_000).fill(value));
    await Promise.all(versions.map((bytes) => writeFileWhole(path, bytes)));
    const found = await readFile(path);
    expect(versions.some((bytes) => Buffer.compare(bytes, found) === 0)).toBe(true);
    expect(await readdir(folder)).toEqual(['model']);
  });

  it.each(['writeFile', 'sync'] as const)(
    'keeps the old file and tidies up when the disk is full in %s',
    async (method) => {
      const path = join(folder, 'model');
      await writeFile(path, 'old');
      const handle = await open(path);
      const prototype = Object.getPrototypeOf(handle);
      await handle.close();
      const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      vi.spyOn(prototype, method).mockRejectedValue(full);

      const error: unknown = await writeFileWhole(path, Uint8Array.of(1)).catch((e) => e);
      expect(error).toBeInstanceOf(VaeError);
      expect(error).toMatchObject({ cause: full });
      expect((error as Error).message).toContain('ENOSPC');
      vi.restoreAllMocks();
      expect(await readFile(path, 'utf8')).toBe('old');
      expect(await readdir(folder)).toEqual(['model']);
    },
  );

  it('refuses a folder that does not exist and a path that is a folder', async () => {
    await expect(writeFileWhole(join(folder, 'no', 'model'), new Uint8Array(1))).rejects.toThrow(
      'ENOENT',
    );
    await mkdir(join(folder, 'taken'));
    await expect(writeFileWhole(join(folder, 'taken'), new Uint8Array(1))).rejects.toThrow(
      VaeError,
    );
    expect(await readdir(folder)).toEqual(['taken']);
  });
});
