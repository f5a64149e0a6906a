import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, createLogger } from 'vite';

/** What a bundler made of an application. */
export interface Bundle {
  readonly outDir: string;
  /** All JavaScript of the bundle. */
  readonly code: string;
  /** The same by the names of its files. */
  readonly scripts: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

/** `vite build` of the application, as its developer would run it. */
export async function bundle(application: string, input: string): Promise<Bundle> {
  const outDir = join(application, `dist-${input.replace(/\W/g, '-')}`);
  const warnings: string[] = [];
  const customLogger = createLogger('silent');
  customLogger.warn = (message) => void warnings.push(message);
  customLogger.warnOnce = customLogger.warn;
  await build({
    configFile: false,
    root: application,
    customLogger,
    logLevel: 'warn',
    // As for a page that may lie in any folder of a server.
    base: './',
    build: { outDir, target: 'es2022', rolldownOptions: { input: join(application, input) } },
  });
  const assets = join(outDir, 'assets');
  const names = (await readdir(assets)).filter((name) => name.endsWith('.js'));
  const scripts = new Map<string, string>();
  for (const name of names) scripts.set(name, await readFile(join(assets, name), 'utf8'));
  return { outDir, code: [...scripts.values()].join('\n'), scripts, warnings };
}
