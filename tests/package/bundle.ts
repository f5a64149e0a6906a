import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, createLogger, normalizePath } from 'vite';
import { root } from '../support/cli.ts';

/** The output of a bundler for an application. */
export interface Bundle {
  readonly outDir: string;
  /** All JavaScript of the bundle. */
  readonly code: string;
  /** The same by the names of its files. */
  readonly scripts: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

/** Runs `vite build` for the application, like its developer. */
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
    // For a page in any folder of a server.
    base: './',
    build: {
      outDir,
      target: 'es2022',
      rolldownOptions: {
        input: join(application, input),
        // A busy machine would be told how long each plugin took.
        checks: { bundlerTimings: false },
      },
    },
  });
  const assets = join(outDir, 'assets');
  const names = (await readdir(assets)).filter((name) => name.endsWith('.js'));
  const scripts = new Map<string, string>();
  for (const name of names) scripts.set(name, await readFile(join(assets, name), 'utf8'));
  return { outDir, code: [...scripts.values()].join('\n'), scripts, warnings };
}

/** Names of the packages that the modules of the package's own build are from. */
export async function bundledPackages(): Promise<string[]> {
  const result = await build({ root, logLevel: 'silent', build: { write: false } });
  const outputs = 'output' in result ? result.output : [];
  const modules = outputs.flatMap((each) => (each.type === 'chunk' ? each.moduleIds : []));
  const names = modules.flatMap((id) => {
    const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(normalizePath(id)) ?? [];
    return name ?? [];
  });
  return [...new Set(names)];
}
