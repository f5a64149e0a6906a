import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { suiteAdapter } from './suiteAdapter.ts';

/** The root of the repository, with `dist/` in it. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The result of a finished process. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Commands that compute nothing, or without an adapter, and so take none. */
const WITHOUT_ADAPTER = ['describe', 'export'];

/** A suite on hardware lets no command fall back on software by itself. */
function withAdapter(args: readonly string[]): readonly string[] {
  const [command = '-'] = args;
  if (suiteAdapter() !== 'hardware' || args.includes('--adapter')) return args;
  if (args.includes('--backend')) return args;
  if (command.startsWith('-') || WITHOUT_ADAPTER.includes(command)) return args;
  return [...args, '--adapter', 'hardware'];
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
  const child = spawn(process.execPath, [entry, ...withAdapter(args)], {
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
