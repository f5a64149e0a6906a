import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one test file, outside the repository. */
export interface TemporaryFolder {
  readonly path: string;
  remove(): Promise<void>;
}

export async function temporaryFolder(name: string): Promise<TemporaryFolder> {
  // Bundlers compare real paths; the temp folder itself may be a link.
  const path = await realpath(await mkdtemp(join(tmpdir(), `webgpu-vae-${name}-`)));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
