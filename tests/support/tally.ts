import { appendFileSync } from 'node:fs';

/**
 * Counts the cases inside a test, for the table at the end of a run: appends one JSON line to the
 * file that the variable VAE_TALLY names, if set.
 */
export function tally(name: string, count: number): void {
  const path = process.env.VAE_TALLY;
  if (path !== undefined && path !== '') {
    appendFileSync(path, `${JSON.stringify({ name, count })}\n`);
  }
}
