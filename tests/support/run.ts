import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Runs a program to its end and returns its standard output.
 * @throws Error with the program's whole output when it fails
 */
export async function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  const windows = process.platform === 'win32';
  try {
    const { stdout } = await promisify(execFile)(program, args, { cwd, shell: windows });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed\n${stdout}\n${stderr}`, { cause: error });
  }
}
