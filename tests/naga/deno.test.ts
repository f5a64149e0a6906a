/** The errors about runners that do not end by themselves. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { runInDeno } from './deno.ts';
import type { Line } from './runner/result.ts';

let folder: TemporaryFolder;

beforeAll(async () => {
  folder = await temporaryFolder('deno');
});

afterAll(() => folder?.remove());

/** A runner that prints these lines and then does what the code says. */
async function runner(name: string, lines: readonly Line[], code: string): Promise<string> {
  const path = join(folder.path, `${name}.mjs`);
  const prints = lines.map((line) => `console.log(${JSON.stringify(JSON.stringify(line))});`);
  await writeFile(path, [...prints, code].join('\n'));
  return path;
}

const lines: readonly Line[] = [
  { starts: 'good' },
  { name: 'good', problems: [] },
  { starts: 'bad' },
];

it('a test that hangs is named, and Deno ended', async () => {
  const hangs = await runner('hangs', lines, 'for (;;);');
  await expect(runInDeno(hangs, 200)).rejects.toThrow('Deno hung in "bad" after 1 results');
});

it('a test that ends Deno is named', async () => {
  const ends = await runner('ends', lines, 'throw new Error("out of luck");');
  await expect(runInDeno(ends)).rejects.toThrow(
    /^Deno ended with 1 in "bad" after 1 results:\n[\s\S]*out of luck/,
  );
});
