import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, createLogger } from 'vite';

/** What a bundler made of an application. */
export interface Bundle {
  readonly outDir: string;
  /** All JavaScript of the bundle. */
  readonly code: string;
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
    build: { outDir, target: 'es2022', rolldownOptions: { input: join(application, input) } },
  });
  const assets = join(outDir, 'assets');
  const scripts = (await readdir(assets)).filter((name) => name.endsWith('.js'));
  const code = await Promise.all(scripts.map((name) => readFile(join(assets, name), 'utf8')));
  return { outDir, code: code.join('\n'), warnings };
}
