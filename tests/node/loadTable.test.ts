import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadTable } from '../../src/node/index.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';

let folder: TemporaryFolder;

beforeAll(async () => {
  folder = await temporaryFolder('table');
});

afterAll(() => folder.remove());

async function file(text: string, name = 'table.csv'): Promise<string> {
  const path = join(folder.path, name);
  await writeFile(path, text);
  return path;
}

const TEXT = 'size,name,old,visits\n1.5,b,1,3\nNA,"a, or so",0,0\n4.5,,?,8\n';

test('columns follow from their values, and what is missing is NaN', async () => {
  const { rows, columns } = await loadTable(await file(TEXT), { kinds: { visits: 'count' } });
  expect([...rows.data]).toEqual([
    1.5,
    1,
    1,
    3,
    Number.NaN,
    0,
    0,
    0,
    4.5,
    Number.NaN,
    Number.NaN,
    8,
  ]);
  const logs = [3, 0, 8].map(Math.log1p);
  const mean = logs.reduce((a, b) => a + b) / 3;
  const deviation = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / 3);
  expect(columns).toEqual([
    { name: 'size', kind: 'real', mean: 3, deviation: 1.5 },
    { name: 'name', kind: 'category', levels: ['a, or so', 'b'], mean: 0, deviation: 1 },
    { name: 'old', kind: 'binary', mean: 0, deviation: 1 },
    {
      ...{ name: 'visits', kind: 'count' },
      mean: expect.closeTo(mean, 12),
      deviation: expect.closeTo(deviation, 12),
    },
  ]);
});

test.each([['0.1'], ['16777217'], ['-3.3']])(
  'a column of %s alone is scaled by 1',
  async (cell) => {
    const { rows, columns } = await loadTable(await file(`a\n${`${cell}\n`.repeat(10)}`), {
      kinds: { a: 'real' },
    });
    expect(columns[0]).toMatchObject({ mean: Math.fround(Number(cell)), deviation: 1 });
    expect(rows.data).toEqual(new Float32Array(10).fill(Number(cell)));
  },
);

test('numbers that floats tell apart are scaled by their deviation, of floats', async () => {
  const { columns } = await loadTable(await file('a,b\n16777216,1e-30\n16777224,3e-30\n'));
  expect(columns.map(({ deviation }) => deviation)).toEqual([4, expect.closeTo(1e-30, 36)]);
});

test('the columns of a model find theirs in any order, with the same numbers of levels', async () => {
  const { columns } = await loadTable(await file(TEXT), { without: ['old', 'visits'] });
  const other = await file('name\tmore\tsize\nb\t1\t7\n', 'other.tsv');
  const { rows, columns: same } = await loadTable(other, { columns });
  expect(same).toEqual(columns);
  expect([...rows.data]).toEqual([7, 1]);
  const less = await file('name\nb\n', 'less.csv');
  await expect(loadTable(less, { columns })).rejects.toThrow('has no column "size"');
  const lacking = await loadTable(less, { columns, lacking: ['size'] });
  expect([...lacking.rows.data]).toEqual([Number.NaN, 1]);
});

const LEVELS = { name: 'a', kind: 'category', levels: 3, mean: 0, deviation: 1 };

test.each([
  ['a,b\n1,2\n3\n', {}, 'is no table'],
  ['a,b\n', {}, 'has no row'],
  ['a,b\n1,x\n2,x\n', {}, 'column "b" has 1 different values, but is a category'],
  ['a,b\n1,x\n2,y\n', { without: ['c'] }, 'has no column "c"'],
  ['a,b\n1,x\n2,y\n', { kinds: { a: 'whole' } }, 'kinds.a must be'],
  ['a,b\n1,x\n2,y\n', { kinds: { b: 'real' } }, 'column "b": a real column takes numbers, got "x"'],
  ['n\n3\n-2\n', { kinds: { n: 'count' } }, 'row 1, column "n": a count column takes'],
  ['b\n0\n2\n', { kinds: { b: 'binary' } }, 'a binary column takes 0 and 1, got "2"'],
  ['a\n1\nInfinity\n', {}, 'a real column takes numbers, got "Infinity"'],
  ['a\n1\n1e39\n', {}, 'a real column takes numbers, got "1e39"'],
  ['a\n1\n2.5\n', { columns: [LEVELS] }, 'takes whole numbers from 0 to 2, got "2.5"'],
  ['a\n1\n3\n', { columns: [LEVELS] }, 'takes whole numbers from 0 to 2, got "3"'],
  [
    'a\n1\n',
    { columns: [LEVELS], kinds: { a: 'real' } },
    '"kinds" means nothing beside the columns',
  ],
  ['a\n1\n', { lacking: ['a'] }, '"lacking" goes with the columns of a model'],
  ['a\n1\n', { columns: [LEVELS], without: [] }, '"without" means nothing beside the columns'],
  ['a,b\n1,x\n2,y\n', { kind: {} }, 'kind'],
])('%j with %j is refused', async (text, options, message) => {
  await expect(loadTable(await file(text), options as never)).rejects.toThrow(message);
});

test('levels have one order, whatever that of the rows: numbers by their values, then texts', async () => {
  for (const cells of [
    ['3', '20a', '100', '3'],
    ['100', '3', '20a', '3'],
    ['20a', '100', '3', '3'],
  ]) {
    const { columns } = await loadTable(await file(`a\n${cells.join('\n')}\n`));
    expect(columns[0]?.levels).toEqual(['3', '100', '20a']);
  }
});
