import { dirname } from 'node:path';
import { writeFileWhole } from '../node/files.ts';
import { prepareOutFolder } from './outFolder.ts';

/** Creates the folder of the file that `--out` names. @throws ConfigError when that fails. */
export function prepareOutFile(file: string): Promise<void> {
  return prepareOutFolder(dirname(file));
}

/** Writes the file atomically and prints its name. */
export async function writeOutFile(file: string, bytes: Uint8Array): Promise<void> {
  await writeFileWhole(file, bytes);
  process.stdout.write(`written   ${file}\n`);
}
