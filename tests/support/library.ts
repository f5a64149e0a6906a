import { build } from 'vite';
import { root } from './cli.ts';

/** Builds the library from the current sources into a folder, like `npm run build`. */
export async function buildLibrary(outDir: string): Promise<void> {
  await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true } });
}
