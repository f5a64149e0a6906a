import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import h5wasm from 'h5wasm/node';
import { expect, test } from 'vitest';
import { writeSparseRow } from '../../src/data/sparseValues.ts';
import { ConfigError, DataError, FormatError } from '../../src/errors.ts';
import { type LoadedCounts, loadCounts } from '../../src/node/index.ts';
import { atTestEnd } from '../support/ends.ts';

/** Cells, genes, and the counts of each cell. */
const CELLS = ['AAA-1', 'AAC-1', 'AAG-1'];
const GENES = ['CD3', 'MS4A1', 'LYZ', 'NKG7'];
const COUNTS = [
  [0, 3, 0, 1],
  [5, 0, 0, 0],
  [0, 2, 7, 0],
];

async function folder(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'counts-'));
  atTestEnd(() => rm(path, { recursive: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(path, name), content);
  return path;
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  return join(await folder({ [name]: content }), name);
}

/** The counts of each cell, zeros included. */
const dense = ({ rows }: LoadedCounts): number[][] =>
  Array.from({ length: rows.rows }, (_, cell) => {
    const row = new Float32Array(rows.columns);
    writeSparseRow(rows, cell, row, 0);
    return [...row];
  });

const expectAll = (loaded: LoadedCounts): void => {
  expect([loaded.cells, loaded.genes, dense(loaded)]).toEqual([CELLS, GENES, COUNTS]);
};

/** Genes in rows, in no order, with a zero that is written. */
const MATRIX = `%%MatrixMarket matrix coordinate integer general
% genes, cells
4 3 6
3 3 7
2 1 3
1 2 5
2 3 2
4 1 1
1 1 0

`;
const FEATURES = GENES.map((gene, i) => `ENSG${i}\t${gene}\tGene Expression\n`).join('');
const BARCODES = `${CELLS.join('\n')}\n`;

test.each([
  [
    'plain, with genes.tsv',
    { 'matrix.mtx': MATRIX, 'genes.tsv': FEATURES, 'barcodes.tsv': BARCODES },
  ],
  [
    'packed, with features.tsv',
    {
      'matrix.mtx.gz': gzipSync(MATRIX),
      'features.tsv.gz': gzipSync(FEATURES),
      'barcodes.tsv.gz': gzipSync(BARCODES),
    },
  ],
])('a folder of 10x Genomics, %s', async (_, files) => {
  expectAll(await loadCounts(await folder(files)));
});

test('genes with one symbol for two go by their identifiers; without names by their numbers', async () => {
  const twice = FEATURES.replace('LYZ', 'CD3');
  const named = await loadCounts(await folder({ 'matrix.mtx': MATRIX, 'genes.tsv': twice }));
  expect(named.genes).toEqual(['ENSG0', 'ENSG1', 'ENSG2', 'ENSG3']);
  expect(named.cells).toEqual(['1', '2', '3']);
  expect(dense(named)).toEqual(COUNTS);
});

test('of features of many kinds the genes are kept, unless there are none', async () => {
  const kinds = FEATURES.replace('LYZ\tGene Expression', 'CD3\tAntibody Capture');
  const path = await folder({ 'matrix.mtx': MATRIX, 'features.tsv': kinds });
  const loaded = await loadCounts(path);
  expect(loaded.genes).toEqual(['CD3', 'MS4A1', 'NKG7']);
  expect(dense(loaded)).toEqual(COUNTS.map(([a, b, , d]) => [a, b, d]));
  const peaks = FEATURES.replaceAll('Gene Expression', 'Peaks').replace('Peaks', 'Custom');
  expectAll(
    await loadCounts(
      await folder({ 'matrix.mtx': MATRIX, 'features.tsv': peaks, 'barcodes.tsv': BARCODES }),
    ),
  );
});

const line = (by: string) => (cells: readonly unknown[]) => cells.join(by);
const byCell = (by: string, corner: readonly string[] = ['']) =>
  [[...corner, ...GENES], ...COUNTS.map((counts, i) => [CELLS[i], ...counts])]
    .map(line(by))
    .join('\n');
const byGene = [
  ['gene', ...CELLS],
  ...GENES.map((gene, i) => [gene, ...COUNTS.map((counts) => counts[i])]),
]
  .map(line(','))
  .join('\r\n');

test.each([
  ['a .csv file', 'counts.csv', byCell(','), {}],
  ['a .tsv file', 'counts.tsv', byCell('\t'), {}],
  ['a table as R writes it, without the first name', 'counts.tsv', byCell('\t', []), {}],
  ['a .csv.gz file', 'counts.csv.gz', gzipSync(byCell(',')), {}],
  ['a line a gene', 'counts.csv', byGene, { genesInRows: true }],
  [
    'a line a gene, with texts about the genes',
    'counts.csv',
    byGene.replaceAll(/^(.*?),(.*)$/gm, '$1,text about $1,$2'),
    { genesInRows: true },
  ],
  ['a file whose name is in capitals', 'COUNTS.CSV.GZ', gzipSync(byCell(',')), {}],
])('%s', async (_, name, content, options) => {
  expectAll(await loadCounts(await file(name, content), options));
});

test('columns of a table that are no numbers, and those of a table beside it, are about the cells', async () => {
  const counts = [',donor,CD3,note,LYZ', 'a,d1,4,x,0', 'b,d2,0,,6'].join('\n');
  const beside = ['name\tbatch', 'b\tsecond', 'c\tthird', 'a\tfirst'].join('\n');
  const path = await folder({ 'counts.csv': counts, 'cells.tsv': beside });
  const loaded = await loadCounts(join(path, 'counts.csv'), { cells: join(path, 'cells.tsv') });
  expect(loaded.genes).toEqual(['CD3', 'LYZ']);
  expect(dense(loaded)).toEqual([
    [4, 0],
    [0, 6],
  ]);
  expect(loaded.about).toEqual({
    donor: ['d1', 'd2'],
    note: ['x', ''],
    batch: ['first', 'second'],
  });
});

test('a name that the file gives to several genes is made unique', async () => {
  const loaded = await loadCounts(await file('counts.csv', ',CD3,CD3,CD3-1,CD3\na,1,2,3,4\n'));
  expect(loaded.genes).toEqual(['CD3', 'CD3-2', 'CD3-1', 'CD3-3']);
  expect(dense(loaded)).toEqual([[1, 2, 3, 4]]);
});

type Group = InstanceType<typeof h5wasm.File>;

function writeFrame(file: Group, of: string, names: readonly string[]) {
  const frame = file.create_group(of);
  frame.create_attribute('_index', 'index');
  frame.create_dataset({ name: 'index', data: [...names] });
  return frame;
}

/** A file that is written by `write`. */
async function hdf5(write: (file: Group) => void, name = 'cells.h5ad'): Promise<string> {
  await h5wasm.ready;
  const path = join(await folder({}), name);
  const file = new h5wasm.File(path, 'w');
  write(file);
  file.close();
  return path;
}

/** The tables of an AnnData file. */
function writeTables(file: Group): void {
  const obs = writeFrame(file, 'obs', CELLS);
  const batch = obs.create_group('batch');
  batch.create_dataset({ name: 'categories', data: ['one', 'two'] });
  batch.create_dataset({ name: 'codes', data: Int8Array.of(1, 0, 1) });
  obs.create_dataset({ name: 'plate', data: BigInt64Array.of(4n, 5n, 6n) });
  writeFrame(file, 'var', GENES);
}

/** An AnnData file whose matrix is written by `matrix`. */
const annData = (matrix: (file: Group) => void, name?: string): Promise<string> =>
  hdf5((file) => {
    matrix(file);
    writeTables(file);
  }, name);

const flat = Float32Array.from(COUNTS.flat());
/** A matrix of compressed lines, of which each holds its values and their places. */
function compressed(lines: readonly (readonly number[])[], kind: string, name = 'X') {
  return (file: Group): void => {
    const entries = lines.map((values) => [...values.entries()].filter(([, value]) => value !== 0));
    const group = file.create_group(name);
    group.create_attribute('encoding-type', kind);
    group.create_dataset({
      name: 'data',
      data: Float32Array.from(entries.flat(), ([, value]) => value),
    });
    group.create_dataset({ name: 'indices', data: Int32Array.from(entries.flat(), ([at]) => at) });
    const ends = entries.map((_, i) => entries.slice(0, i + 1).flat().length);
    group.create_dataset({ name: 'indptr', data: BigInt64Array.from([0, ...ends], BigInt) });
  };
}
const byGenes = GENES.map((_, gene) => COUNTS.map((counts) => counts[gene] ?? 0));

test.each<[string, (file: Group) => void]>([
  ['dense', (file) => file.create_dataset({ name: 'X', data: flat, shape: [3, 4] })],
  ['by cell', compressed(COUNTS, 'csr_matrix')],
  ['by gene', compressed(byGenes, 'csc_matrix')],
])('an .h5ad file with a matrix that is stored %s', async (_, matrix) => {
  const loaded = await loadCounts(await annData(matrix));
  expectAll(loaded);
  expect(loaded.about).toEqual({ batch: ['two', 'one', 'two'], plate: ['4', '5', '6'] });
});

test('a layer of an .h5ad file is read where it is named', async () => {
  const path = await annData((file) => {
    file.create_dataset({ name: 'X', data: flat.map(Math.log1p), shape: [3, 4] });
    file.create_group('layers');
    compressed(COUNTS, 'csr_matrix', 'layers/counts')(file);
  });
  expectAll(await loadCounts(path, { layer: 'counts' }));
  await expect(loadCounts(path, { layer: 'spliced' })).rejects.toThrow('its layers are: counts');
});

test('categories as anndata 0.7 writes them, with their names beside the columns', async () => {
  const path = await hdf5((file) => {
    file.create_dataset({ name: 'X', data: flat, shape: [3, 4] });
    const obs = file.create_group('obs');
    obs.create_attribute('_index', 'index');
    obs.create_dataset({ name: 'index', data: Int8Array.of(0, 1, 2) });
    obs.create_dataset({ name: 'batch', data: Int8Array.of(1, -1, 0) });
    obs.create_dataset({ name: 'plate', data: Int8Array.of(7, 8, 9) });
    const categories = obs.create_group('__categories');
    categories.create_dataset({ name: 'index', data: CELLS });
    categories.create_dataset({ name: 'batch', data: ['one', 'two'] });
    writeFrame(file, 'var', GENES);
  });
  const loaded = await loadCounts(path);
  expectAll(loaded);
  expect(loaded.about).toEqual({ batch: ['two', '', 'one'], plate: ['7', '8', '9'] });
});

test('the names of files may be in capitals', async () => {
  const matrix = compressed(COUNTS, 'csr_matrix');
  expectAll(await loadCounts(await annData(matrix, 'CELLS.H5AD')));
  expect(dense(await loadCounts(await file('CELLS.MTX', MATRIX)))).toEqual(COUNTS);
});

test('an .h5ad file without cells is refused as such', async () => {
  const path = await hdf5((file) => {
    compressed([], 'csr_matrix')(file);
    for (const of of ['obs', 'var']) {
      const frame = file.create_group(of);
      frame.create_attribute('_index', 'index');
      const data = of === 'obs' ? new Int8Array() : Int8Array.of(1, 2);
      frame.create_dataset({ name: 'index', data });
    }
  });
  await expect(loadCounts(path)).rejects.toThrow('"cells.h5ad" has no cells');
});

test.each([
  ['below 0', -0.5],
  ['not finite', Number.NaN],
])('values that are %s are no counts', async (_, value) => {
  const path = await annData((file) => {
    file.create_dataset({ name: 'X', data: flat.with(5, value), shape: [3, 4] });
    const raw = file.create_group('raw');
    compressed(COUNTS, 'csr_matrix', 'raw/X')(file);
    const genes = raw.create_group('var');
    genes.create_attribute('_index', 'index');
    genes.create_dataset({ name: 'index', data: GENES });
  });
  for (const options of [{}, { most: 2 }]) {
    const loading = loadCounts(path, options);
    await expect(loading).rejects.toThrow(DataError);
    await expect(loading).rejects.toThrow(`has ${value} for the gene "MS4A1" of the cell "AAC-1"`);
    await expect(loading).rejects.toThrow("layer: 'raw'");
  }
  expectAll(await loadCounts(path, { layer: 'raw' }));
});

test('a cell whose zeros are all stored does not count among those that differ', async () => {
  const path = await annData((file) => {
    const group = file.create_group('X');
    group.create_attribute('encoding-type', 'csr_matrix');
    group.create_dataset({ name: 'data', data: Float32Array.of(5, 5, 1, 9, 0, 0) });
    group.create_dataset({ name: 'indices', data: Int32Array.of(2, 3, 2, 3, 0, 1) });
    group.create_dataset({ name: 'indptr', data: Int32Array.of(0, 2, 4, 6) });
  });
  expect((await loadCounts(path, { most: 2 })).genes).toEqual(['LYZ', 'NKG7']);
});

test('genes are chosen by name, or by how much they differ from cell to cell', async () => {
  const path = await file('counts.csv', byCell(','));
  const named = await loadCounts(path, { genes: ['NKG7', 'CD3'] });
  expect([named.genes, dense(named)]).toEqual([
    ['NKG7', 'CD3'],
    COUNTS.map(([a, , , d]) => [d, a]),
  ]);
  await expect(loadCounts(path, { genes: ['CD3', 'CD8', 'CD4'] })).rejects.toThrow(
    'lacks 2 of the 3 genes, such as "CD8"',
  );
  await expect(loadCounts(path, { genes: ['CD3', 'LYZ', 'CD3'] })).rejects.toThrow(ConfigError);
  const both = loadCounts(path, { genes: ['CD3', 'LYZ'], most: 2 });
  await expect(both).rejects.toThrow(ConfigError);
  await expect(both).rejects.toThrow('either genes or most');
  // The first is the same share of every cell, although its counts differ most.
  const varied = [',all,one,two', 'a,10,1,0', 'b,100,10,0', 'c,100,0,10'].join('\n');
  const most = await loadCounts(await file('varied.csv', varied), { most: 2 });
  expect(most.genes).toEqual(['one', 'two']);
});

test.each([
  ['matrix.mtx', 'a b c\n', 'no sparse Matrix Market file'],
  ['matrix.mtx', MATRIX.replace('3 3 7', '9 3 7'), 'line 4: expected a gene from 1 to 4'],
  ['matrix.mtx', MATRIX.replace('1 1 0', '1 2 6'), 'two values for one gene of a cell'],
  ['matrix.mtx', MATRIX.replace('3 3 7', '3 1.5 7'), 'line 4: expected a gene from 1 to 4'],
  ['matrix.mtx', MATRIX.replace('4 3 6', '4 3.5 6'), 'line 3: expected the numbers of genes'],
  ['matrix.mtx', MATRIX.replace('4 3 6', '0 3 6'), 'line 3: expected the numbers of genes'],
  ['matrix.mtx', MATRIX.replace('1 1 0\n', ''), 'expected 6 entries, got 5'],
  ['matrix.mtx', MATRIX.split('\n').slice(0, 2).join('\n'), 'ends before its sizes'],
  ['matrix.mtx.gz', MATRIX, 'is no table'],
  [
    'counts.csv',
    byCell(',').replace('7,0', '7,none'),
    'line 4: expected a count in the column "NKG7"',
  ],
  ['counts.csv', 'cell,CD3,LYZ,\nAAA,4,0\n', 'line 2: expected 4 columns, got 3'],
  ['counts.csv', ',CD3,LYZ\nAAA,4,0,\n', 'line 2: expected 3 columns, got 4'],
  ['counts.csv', ',CD3,LYZ\nAAA,4,0\nAAC,4,0,1\n', 'line 3: expected 3 columns, got 4'],
  ['counts.csv', 'CD3,LYZ\nAAA,4,0\nAAC,4\n', 'line 3: expected 3 columns, got 2'],
  ['counts.csv', ',CD3,LYZ\nAAA,NA,0\nAAC,4,0\n', 'line 3: the column "CD3" has the number "4"'],
  ['cells.h5ad', 'text', 'is no HDF5 file'],
])('%s with %j is refused by name', async (name, content, message) => {
  const loading = loadCounts(await file(name, content));
  await expect(loading).rejects.toThrow(FormatError);
  await expect(loading).rejects.toThrow(message);
});

test('what holds no counts, and options of other files, are refused by name', async () => {
  for (const options of [{}, { genesInRows: true }, { layer: 'raw' }]) {
    await expect(loadCounts('nowhere', options)).rejects.toThrow('no counts at "nowhere"');
  }
  await expect(loadCounts(await folder({}))).rejects.toThrow(DataError);
  const empty = loadCounts(await file('counts.csv', ',a,b\n'));
  await expect(empty).rejects.toThrow('no line of counts');
  const names = { 'matrix.mtx': MATRIX, 'barcodes.tsv': 'one\n' };
  await expect(loadCounts(await folder(names))).rejects.toThrow('3 cells, but');
  const path = await file('counts.csv', byCell(','));
  await expect(loadCounts(path, { layer: 'raw' })).rejects.toThrow(ConfigError);
  await expect(loadCounts(path, { layer: 'raw' })).rejects.toThrow('option of .h5ad files');
  const cells = await file('cells.csv', 'name,batch\nAAA-1,1\n');
  await expect(loadCounts(path, { cells })).rejects.toThrow('no line for the cell "AAC-1"');
  const uneven = await file('cells.csv', 'name,batch\nAAA-1,1\nAAC-1,1,2\n');
  await expect(loadCounts(path, { cells: uneven })).rejects.toThrow(
    'line 3: expected 2 columns, got 3',
  );
});
