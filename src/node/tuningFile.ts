import { mkdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { VaeError } from '../errors.ts';
import type { TuningStore } from '../tuning/store.ts';
import { writeFileWhole } from './files.ts';

/**
 * Stores the measurements of `vae.tune` in a JSON file; delete it to measure again. A missing or
 * unreadable file counts as empty.
 * @param path by default `webgpu-vae/tuning.json` in the user's cache folder: `$XDG_CACHE_HOME`, or
 *   `.cache` in the home folder
 */
export function tuningFile(path: string = defaultPath()): TuningStore {
  return {
    async read() {
      return readFile(path, 'utf8').catch(() => undefined);
    },
    async write(text) {
      try {
        await mkdir(dirname(path), { recursive: true });
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new VaeError(`could not make the folder of "${path}": ${reason}`, { cause: error });
      }
      await writeFileWhole(path, new TextEncoder().encode(text));
    },
  };
}

function defaultPath(): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'webgpu-vae', 'tuning.json');
}
