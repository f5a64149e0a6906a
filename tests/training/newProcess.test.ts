import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runBuiltCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { tally } from '../support/tally.ts';

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder('resume');
});
afterAll(() => folder?.remove());

/** Trains in a separate process; returns the saved file. */
async function train(name: string, steps: number, checkpoint?: string): Promise<string> {
  const out = join(folder.path, name);
  const entry = fileURLToPath(new URL('trainInProcess.mjs', import.meta.url));
  const args = [out, `${steps}`, ...(checkpoint ? [checkpoint] : [])];
  const { code, stderr } = await runBuiltCli(args, { entry });
  expect(code, stderr).toBe(0);
  return out;
}

// An epoch has 7 steps, so 20 steps end in the middle of the third epoch.
test('20 steps, saved, and 20 more in a new process are 40 steps in one: the same file', async () => {
  const whole = await train('whole', 40);
  const rest = await train('rest', 20, await train('half', 20));
  expect(await readFile(rest)).toEqual(await readFile(whole));
  tally('resumes to the bit', 1);
});
