import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../errors.ts';

/**
 * Makes the folder of the results and tries to write into it, so that a run does not train for an hour and then find
 * out.
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
