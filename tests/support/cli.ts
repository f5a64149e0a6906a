import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { run } from '../../src/cli/program.ts';
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

/**
 * Runs a command in this process, where it shares compiled kernels with others. Commands wait for one another, since
 * they share the streams. What starts processes, ends them or reads their environment takes {@link runBuiltCli}.
 */
export function runCli(args: readonly string[]): Promise<CliResult> {
  const result = last.then(() => runHere(args));
  last = result.catch(() => undefined);
  return result;
}

/** The command before. */
let last: Promise<unknown> = Promise.resolve();

async function runHere(args: readonly string[]): Promise<CliResult> {
  const [out, errors] = [captured(process.stdout), captured(process.stderr)];
  try {
    const code = await run([process.execPath, 'webgpu-vae', ...withAdapter(args)]);
    return { code, stdout: out.text(), stderr: errors.text() };
  } finally {
    out.restore();
    errors.restore();
  }
}

/** Takes what a stream would write. */
function captured(stream: NodeJS.WriteStream): { text: () => string; restore: () => void } {
  const { write } = stream;
  let text = '';
  stream.write = (chunk: string | Uint8Array): boolean => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return true;
  };
  return {
    text: () => text,
    restore: () => {
      stream.write = write;
    },
  };
}

/** Runs the built command line, or another script, to its end. */
export function runBuiltCli(
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
