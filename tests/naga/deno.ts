import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { Result } from './runner/result.ts';

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
 * output.
 * @throws Error with Deno's message when it fails
 */
export async function runInDeno(runner: string): Promise<ReadonlyMap<string, Result>> {
  const deno = join(dirname(fileURLToPath(import.meta.resolve('deno/package.json'))), 'bin.cjs');
  const flags = ['--unstable-webgpu', '--no-config', '--no-lock', '--no-prompt'];
  const child = spawn(process.execPath, [deno, 'run', ...flags, runner], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const results = new Map<string, Result>();
  createInterface(child.stdout).on('line', (line) => {
    const result = JSON.parse(line) as Result;
    results.set(result.name, result);
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const code = await new Promise((finish, fail) => {
    child.once('error', fail);
    child.once('close', finish);
  });
  if (code === 0) return results;
  throw new Error(`Deno ended with ${code} after ${results.size} results:\n${complaints}`);
}
