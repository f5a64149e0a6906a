import { build } from 'vite';
import { root } from './cli.ts';

/** Builds the library from the sources as they are now, as `npm run build` does, into a folder. */
export async function buildLibrary(outDir: string): Promise<void> {
  await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true } });
}
