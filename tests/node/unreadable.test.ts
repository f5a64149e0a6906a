import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DataError } from '../../src/errors.ts';
import {
  loadCounts,
  loadDataset,
  loadRatings,
  loadTable,
  loadTexts,
} from '../../src/node/index.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/folder.ts';

const LOADERS = { loadCounts, loadDataset, loadRatings, loadTable, loadTexts };

let folder: TemporaryFolder;
const path = (...names: string[]) => join(folder.path, ...names);

beforeAll(async () => {
  folder = await temporaryFolder('unreadable');
  await chmod(folder.path, 0o755);
  await writeFile(path('counts.csv'), ',g1,g2\nc1,1,2\nc2,3,4\n');
  await mkdir(path('folder.csv'));
  await mkdir(path('texts'));
  await writeFile(path('texts', 'a.txt'), 'one');
  await symlink(path('nowhere'), path('texts', 'b.txt'));
  await mkdir(path('matrix'));
  await writeFile(path('matrix', 'matrix.mtx'), '');
  await mkdir(path('named'));
  const matrix = '%%MatrixMarket matrix coordinate integer general\n1 1 1\n1 1 1\n';
  await writeFile(path('named', 'matrix.mtx'), matrix);
  await writeFile(path('named', 'genes.tsv'), 'g1\n');
  await mkdir(path('closed'));
  await mkdir(path('within', 'closed'), { recursive: true });
  for (const name of ['table.csv', 'table.tsv', 'rows.npy', 'text.txt', 'cells.h5ad', 'm.mtx.gz']) {
    await writeFile(path(name), '');
  }
});

afterAll(() => folder.remove());

const missing = () => loadCounts(path('counts.csv'), { cells: path('nowhere.csv') });

test.each([
  ['a table of cells that is missing', missing, 'nowhere.csv', 'ENOENT'],
  [
    'a table of cells that is a folder',
    () => loadCounts(path('counts.csv'), { cells: path('folder.csv') }),
    'folder.csv',
    'EISDIR',
  ],
  [
    'a link to nowhere among texts',
    () => loadTexts(path('texts')),
    join('texts', 'b.txt'),
    'ENOENT',
  ],
])('%s is refused by its name', async (_, load, name, code) => {
  await expectRefusal(load, name, code);
});

/** What the system lets this user not read. Root may read all, so root is another user meanwhile. */
const NOBODY = 65_534;
const LOCKED = [
  'closed',
  'within/closed',
  'matrix/matrix.mtx',
  'named/genes.tsv',
  'table.csv',
  'table.tsv',
  'rows.npy',
  'text.txt',
  'cells.h5ad',
  'm.mtx.gz',
];

test.each([
  ['loadTable', 'table.csv', 'table.csv'],
  ['loadRatings', 'table.csv', 'table.csv'],
  ['loadTexts', 'table.csv', 'table.csv'],
  ['loadCounts', 'table.csv', 'table.csv'],
  ['loadCounts', 'table.tsv', 'table.tsv'],
  ['loadTexts', 'text.txt', 'text.txt'],
  ['loadTexts', 'closed', 'closed'],
  ['loadTexts', 'within', 'within'],
  ['loadDataset', 'closed', 'closed'],
  ['loadDataset', 'rows.npy', 'rows.npy'],
  ['loadCounts', 'matrix', 'matrix/matrix.mtx'],
  ['loadCounts', 'named', 'named/genes.tsv'],
  ['loadCounts', 'm.mtx.gz', 'm.mtx.gz'],
  ['loadCounts', 'cells.h5ad', 'cells.h5ad'],
] as const)('%s of %s without the permission is refused by its name', async (load, name, named) => {
  for (const each of LOCKED) await chmod(path(each), 0);
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(NOBODY);
  try {
    await expectRefusal(() => LOADERS[load](path(name)), named, 'EACCES');
  } finally {
    if (isRoot) process.seteuid?.(0);
    for (const each of LOCKED) await chmod(path(each), 0o755);
  }
});

async function expectRefusal(load: () => Promise<unknown>, name: string, code: string) {
  const error: unknown = await load().catch((each: unknown) => each);
  expect(error).toBeInstanceOf(DataError);
  const { message, cause } = error as DataError;
  expect(message).toContain(`could not read "${path(name)}": ${code}`);
  expect(cause).toMatchObject({ code });
}
