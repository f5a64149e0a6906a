import { appendFileSync } from 'node:fs';
import { suiteAdapter } from './suiteAdapter.ts';

/**
 * Counts the cases inside a test, for the table at the end of a run: appends one JSON line to the
 * file that the variable VAE_TALLY names, if set. Cases on WebAssembly have a count of their own.
 */
export function tally(of: string, count: number): void {
  const name = suiteAdapter() === 'wasm' ? `${of}, on WebAssembly` : of;
  const path = process.env.VAE_TALLY;
  if (path !== undefined && path !== '') {
    appendFileSync(path, `${JSON.stringify({ name, count })}\n`);
  }
}
