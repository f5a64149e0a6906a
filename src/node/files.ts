import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { VaeError } from '../errors.ts';

/**
 * Writes a file atomically: `path` holds either its previous content or all of `bytes`, also after
 * a full disk, a crash or a power cut.
 *
 * @throws {VaeError} when the file cannot be written; `path` is then untouched and no partial file
 *   is left behind.
 */
export async function writeFileWhole(path: string, bytes: Uint8Array): Promise<void> {
  // The temporary file is in the same folder, and so in the same file system, where a rename is
  // atomic.
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new VaeError(
      `could not write "${path}" (${bytes.length} bytes): ${reason}; ` +
        'an earlier file of that name is untouched',
      { cause: error },
    );
  }
}
