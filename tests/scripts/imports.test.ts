import { expect, test } from 'vitest';
import { findCycles, findUpward } from '../../scripts/imports/find.mjs';
import { LAYERS } from '../../scripts/imports/layers.mjs';
import { readImports, readSources } from '../../scripts/imports/read.mjs';
import { root } from '../support/cli.ts';

const files = (texts: Record<string, string>) => readImports(new Map(Object.entries(texts)));
const cyclesOf = (texts: Record<string, string>) => findCycles(files(texts));

const layers = [['api'], ['fusion', 'layers'], ['graph']];
const upwardIn = (texts: Record<string, string>) => findUpward(files(texts), layers, 'src');

test('the sources have no import cycle, and their imports point down', () => {
  const imports = readImports(readSources(root, ['src']));
  // A reader that finds no imports would also pass the check.
  expect(imports.length).toBeGreaterThan(1000);
  expect(findCycles(imports)).toEqual([]);
  expect(findUpward(imports, LAYERS, 'src')).toEqual([]);
});

test.each([
  ['import type', "import type { B } from './b.ts';"],
  ['import of a type', "import { type B } from './b.ts';"],
  ['import over several lines', "import {\n  one,\n  type B,\n} from './b.ts';"],
  ['import of everything', "import * as b from './b.ts';"],
  ['import for its effect', "import './b.ts';"],
  ['export', "export * from './b.ts';"],
  ['export type', "export type { B } from './b.ts';"],
  ['import()', "const b = () => import('./b.ts');"],
  ['type import()', "let b: import('./b.ts').B;"],
  ['import without ending', "import { B } from './b';"],
  ['@import', "/** @import { B } from './b.ts' */"],
])('a cycle through an %s is found', (_, statement) => {
  const planted = { 'x/a.ts': statement, 'x/b.ts': "import { A } from './a.ts';" };
  expect(cyclesOf(planted)).toEqual(['import cycle: x/a.ts -> x/b.ts -> x/a.ts']);
  expect(cyclesOf({ ...planted, 'x/b.ts': "import { A } from './c.ts';" })).toEqual([]);
});

test('a cycle over three folders is named from end to end', () => {
  const planted = {
    'start.ts': "import type { A } from './a/a.ts';",
    'a/a.ts': "import type { B } from '../b/b.ts';",
    'b/b.ts': "import type { C } from '../c/c.ts';",
    'c/c.ts': "import type { A } from '../a/a.ts';",
  };
  expect(cyclesOf(planted)).toEqual(['import cycle: a/a.ts -> b/b.ts -> c/c.ts -> a/a.ts']);
});

test('two ways to one file are no cycle', () => {
  const diamond = {
    'a.ts': "import './b.ts';\nimport './c.ts';",
    'b.ts': "import './d.ts';",
    'c.ts': "import './d.ts';",
    'd.ts': '',
  };
  expect(cyclesOf(diamond)).toEqual([]);
});

test('a file that imports itself is a cycle', () => {
  expect(cyclesOf({ 'a.ts': "import { a } from './a.ts';" })).toHaveLength(1);
});

test.each([
  ['upwards', 'src/graph/a.ts', '../api/b.ts', /^src\/graph\/a\.ts:2: .*"api" lies above "graph"/],
  ['beside', 'src/fusion/a.ts', '../layers/b.ts', /"layers" lies beside "fusion"/],
  ['from an unknown folder', 'src/new/a.ts', '../graph/b.ts', /"new" has no place/],
  ['of an unknown folder', 'src/api/a.ts', '../new/b.ts', /"new" has no place/],
])('an import %s is refused, of types too', (_, from, path, message) => {
  const to = `src/${path.slice(3)}`;
  const found = upwardIn({ [from]: `\nimport type { B } from '${path}';`, [to]: '' });
  expect(found).toEqual([expect.stringMatching(message)]);
});

test('imports downwards and within a folder are allowed', () => {
  const texts = {
    'src/api/a.ts': "import '../graph/a.ts';\nimport './b.ts';",
    'src/api/b.ts': "import '../fusion/a.ts';",
    'src/fusion/a.ts': "import '../graph/a.ts';",
    'src/graph/a.ts': '',
  };
  expect(files(texts)).toHaveLength(4);
  expect(upwardIn(texts)).toEqual([]);
});
