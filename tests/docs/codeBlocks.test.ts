import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Block, blocksOf, type Place } from '../../scripts/docs/blocks.mjs';
import { root } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';
import { run } from '../support/run.ts';
import { openServedPage, type ServedPage } from '../support/servedPage.ts';
import { THOROUGH } from '../support/thorough.ts';
import { documents, RUN } from './documents.ts';
import { programOf } from './program.ts';
import * as standIns from './standIns.ts';
import { typeCheck } from './typeCheck.ts';
import { furnish, writeScript } from './workspace.ts';

/** Languages of blocks that are opened, parsed, compared, or only read. */
const OTHERS = ['html', 'json', 'sh', 'wgsl', 'python'];

/** Blocks marked `no-run`. Their types are checked. */
const NOT_RUN = 0;

let folder: TemporaryFolder;
let served: ServedPage;

beforeAll(async () => {
  folder = await temporaryFolder('docs');
  await furnish(folder.path);
  served = await openServedPage(folder.path, { canvases: true });
});

afterAll(async () => {
  await served?.close();
  await folder?.remove();
});

const names = Object.keys(standIns);
const nameOf = (path: string): string => path.replace(/^docs\//, '').replace(/\.md$/, '');
const codeOf = (blocks: readonly Block[], place: Place): readonly Block[] =>
  blocks.filter((block) => RUN.includes(block.language) && block.place === place);
const runOf = (blocks: readonly Block[], place: Place): readonly Block[] =>
  codeOf(blocks, place).filter(({ notRun }) => notRun === undefined);

it('knows the language of every block, and how many are not run', () => {
  const all = documents.flatMap(({ blocks }) => blocks);
  expect([...RUN, ...OTHERS]).toEqual(
    expect.arrayContaining([...new Set(all.map(({ language }) => language))]),
  );
  expect(all.filter(({ notRun }) => notRun !== undefined)).toHaveLength(NOT_RUN);
  expect(all.filter(({ language }) => RUN.includes(language)).length).toBeGreaterThan(30);
});

it('holds by the types of the library', async () => {
  const programs = new Map<string, string>();
  for (const document of documents) {
    for (const place of ['browser', 'node'] as const) {
      const blocks = codeOf(document.blocks, place);
      if (blocks.length === 0) continue;
      programs.set(`${nameOf(document.path)}.${place}.tsx`, programOf(document, blocks, names));
    }
  }
  await typeCheck(join(folder.path, 'types'), programs);
});

const withBlocks = (place: Place) =>
  documents.flatMap(({ blocks, ...document }) => {
    const run = runOf(blocks, place);
    return run.length > 0 ? { ...document, run } : [];
  });
const inLanguage = (language: string) =>
  documents.flatMap(({ path, blocks }) =>
    blocks.filter((block) => block.language === language).map((block) => ({ path, ...block })),
  );

/** A newcomer reads these first. The blocks of the other pages run with THOROUGH=1. */
const FIRST = ['README.md', 'docs/start.md', 'docs/embed.md', 'docs/gpu.md'];
const inBrowser = withBlocks('browser').filter(({ path }) => THOROUGH || FIRST.includes(path));

it.each(inBrowser)('$path runs in a browser', async ({ run: blocks, ...document }) => {
  const name = nameOf(document.path);
  await writeScript(folder.path, name, programOf(document, blocks, names));
  const before = served.problems.length;
  await served.page.evaluate(`import('/${name}.js').then(() => {})`);
  expect(served.problems.slice(before)).toEqual([]);
});

it.each(withBlocks('node'))('$path runs in Node', async ({ run: blocks, ...document }) => {
  const name = `${nameOf(document.path)}-node`;
  await writeScript(folder.path, name, programOf(document, blocks, names));
  await run(process.execPath, [`${name}.js`], folder.path);
});

it('the component of docs/embed.md trains and draws', async () => {
  const caption = "document.querySelector('#app figcaption')?.textContent";
  await served.page.waitForFunction(`${caption} !== 'training'`, { timeout: 60_000 });
  expect(await served.page.evaluate(caption)).toBe('trained');
});

it.each(inLanguage('html'))('$path opens the page of line $line', async ({ path, code, line }) => {
  const name = `${nameOf(path)}-${line}.html`;
  const end = code.lastIndexOf('</script>');
  expect(end).toBeGreaterThan(0);
  const told = `${code.slice(0, end)};globalThis.finished = true;${code.slice(end)}`;
  await writeFile(join(folder.path, name), told);
  const page = await openServedPage(folder.path, { address: name });
  try {
    await page.page.waitForFunction('globalThis.finished', { timeout: 60_000 });
    expect(page.problems).toEqual([]);
  } finally {
    await page.close();
  }
});

it.each(inLanguage('wgsl'))('$path shows a shader as it is in line $line', async ({ code }) => {
  const [, name = ''] = /^\/\/ (\w+):/.exec(code) ?? [];
  expect(await readFile(join(root, 'shaders', `${name}.wgsl`), 'utf8')).toBe(`${code}\n`);
});

it.each(inLanguage('json'))('$path has JSON in line $line', ({ code }) => {
  expect(JSON.parse(code)).toBeTypeOf('object');
});

describe('the test itself', () => {
  const text = ['# Title', '```ts', 'const a = 1;', '```', '```ts', 'const a = 2;', '```', ''];
  const blocks = blocksOf('x.md', text.join('\n'));

  it('keeps lines, and gives each block a scope inside the one before', () => {
    const program = programOf({ path: 'x.md', text: text.join('\n') }, blocks, []);
    expect(program.split('\n').slice(1, 7)).toEqual([
      "{ block = 'x.md:2';",
      'const a = 1;',
      '',
      "{ block = 'x.md:5';",
      'const a = 2;',
      '',
    ]);
  });

  it('finds a wrong name by its types, on its line', async () => {
    const wrong = {
      path: 'x.md',
      text: "# Title\n```ts\nimport { VAE } from 'webgpu-vae';\nawait VAE.make();\n```",
    };
    const own = blocksOf(wrong.path, wrong.text);
    const program = programOf(wrong, own, []);
    const check = typeCheck(join(folder.path, 'wrong'), new Map([['x.ts', program]]));
    await expect(check).rejects.toThrow(/x\.ts\(4,11\).*make/);
  });

  it('names the block that fails', async () => {
    const wrong = { path: 'x.md', text: "# Title\n```ts\nthrow new Error('no');\n```" };
    await writeScript(folder.path, 'wrong', programOf(wrong, blocksOf(wrong.path, wrong.text), []));
    await expect(served.page.evaluate("import('/wrong.js')")).rejects.toThrow('x.md:2: Error: no');
  });

  it('refuses a mark that it does not know', () => {
    expect(() => blocksOf('x.md', '```ts skip\n```')).toThrow('"node" or "no-run REASON"');
  });
});
