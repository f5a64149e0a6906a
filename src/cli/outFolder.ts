import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../errors.ts';

/**
 * Creates the folder of the results and tests that it is writable, so that a run does not fail only
 * after training.
 *
 * @param option the option that names it, for the message.
 * @throws ConfigError when that fails.
 */
export async function prepareOutFolder(folder: string, option = '--out'): Promise<void> {
  const probe = join(folder, `.probe.${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(probe, 'x');
    await rm(probe);
  } catch (error) {
    throw new ConfigError(
      `${option} "${folder}" cannot be written: ${error instanceof Error ? error.message : String(error)}. ` +
        'Pass another folder.',
      { cause: error },
    );
  }
}
