import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The root of the repository, with `dist/` in it. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The result of a finished process. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line to its end. */
export function runCli(
  args: readonly string[],
  {
    cwd = root,
    env = {},
    entry = `${root}dist/cli.js`,
  }: { cwd?: string; env?: NodeJS.ProcessEnv; entry?: string } = {},
): Promise<CliResult> {
  const child = spawn(process.execPath, [entry, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
