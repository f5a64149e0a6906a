import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { Line, Result } from './runner/result.ts';

/** The npm package's Deno itself, which its command would start as a process of its own. */
const { runInstall: findDeno } = createRequire(import.meta.url)('deno/install_api.cjs') as {
  runInstall(): string;
};

/** No single test takes this long, even next to others. */
const SILENCE_LIMIT_MS = 300_000;

/** Bundles the runner into one file that does not depend on the repository. */
export async function bundleRunner(outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    // Deno runs without permission to read the environment.
    define: {
      'process.env.THOROUGH': JSON.stringify(process.env.THOROUGH ?? ''),
      'process.env.VAE_ADAPTER': JSON.stringify(process.env.VAE_ADAPTER ?? ''),
    },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'esnext',
      minify: false,
      ssr: fileURLToPath(new URL('runner/main.ts', import.meta.url)),
      rolldownOptions: { output: { codeSplitting: false, entryFileNames: 'runner.mjs' } },
    },
  });
  return join(outDir, 'runner.mjs');
}

/**
 * Runs a bundled runner in the Deno of the npm package, without any permissions, and collects its
 * output. A kernel that hangs blocks Deno, so it is ended from here after a silence of `limitMs`.
 * @throws Error with Deno's message when it fails, and with the name of the test that hangs
 */
export async function runInDeno(
  runner: string,
  limitMs = SILENCE_LIMIT_MS,
): Promise<ReadonlyMap<string, Result>> {
  const flags = ['--unstable-webgpu', '--no-config', '--no-lock', '--no-prompt'];
  const child = spawn(findDeno(), ['run', ...flags, runner], { stdio: ['ignore', 'pipe', 'pipe'] });
  const results = new Map<string, Result>();
  let started = '';
  let silent = false;
  let watchdog: NodeJS.Timeout | undefined;
  createInterface(child.stdout).on('line', (text) => {
    const line = JSON.parse(text) as Line;
    if ('starts' in line) started = line.starts;
    else results.set(line.name, line);
    clearTimeout(watchdog);
    watchdog = setTimeout(() => {
      silent = child.kill('SIGKILL');
    }, limitMs);
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const code = await new Promise((finish, fail) => {
    child.once('error', fail);
    child.once('close', finish);
  });
  clearTimeout(watchdog);
  if (code === 0) return results;
  const end = silent ? `hung in "${started}"` : `ended with ${code} in "${started}"`;
  throw new Error(`Deno ${end} after ${results.size} results:\n${complaints}`);
}
