import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { DataError, FormatError } from '../../errors.ts';
import { couldNotRead } from '../couldNotRead.ts';
import { type Entries, type LoadedCounts, Numbers, rowsOfEntries } from './countTable.ts';

type Library = typeof import('h5wasm/node');
type Group = import('h5wasm/node').Group;
type Entity = ReturnType<Group['get']>;

/** Where a table of anndata 0.7 holds the names of its categories, by column. */
const CATEGORIES = '__categories';

/** True for a file of AnnData, by its name. */
export const isH5ad = (path: string): boolean => /\.h5ad$/i.test(path);

/**
 * Reads an AnnData file (`.h5ad`): its matrix `X`, or a layer, dense or sparse, with the columns of `obs`.
 * @param layer its name, or `raw` for the counts before they were changed
 * @throws DataError when the file cannot be read, or the npm package `h5wasm` or the layer is missing
 * @throws FormatError for a file of another format
 */
export async function readH5ad(path: string, layer?: string): Promise<LoadedCounts> {
  // The library would say that such a file has another format.
  await open(path).then(
    (file) => file.close(),
    (error: unknown) => {
      throw couldNotRead(path, error);
    },
  );
  const library = await importLibrary();
  const name = basename(path);
  const { activate_throwing_error_handler: throwErrors } = await library.ready;
  // Else the library writes errors to the console.
  throwErrors();
  const file = opened(() => new library.File(path, 'r'), name);
  try {
    const at = (place: string): Entity => file.get(place);
    const matrix = layer === undefined ? 'X' : layer === 'raw' ? 'raw/X' : `layers/${layer}`;
    const found = at(matrix);
    if (!found) {
      const layers = isGroup(at('layers')) ? (at('layers') as Group).keys() : [];
      throw new DataError(
        `"${name}" has no ${matrix}; its layers are: ${layers.join(', ') || 'none'}`,
      );
    }
    const cells = frameOf(at('obs'), name, 'obs');
    const genes = frameOf(at(layer === 'raw' ? 'raw/var' : 'var'), name, 'var');
    const sizes = [cells.names.length, genes.names.length] as const;
    return {
      rows: rowsOfEntries(entriesOf(found, sizes, `"${name}": ${matrix}`), sizes, path),
      cells: cells.names,
      genes: genes.names,
      about: cells.columns(),
    };
  } finally {
    file.close();
  }
}

async function importLibrary(): Promise<Library> {
  try {
    return await import('h5wasm/node');
  } catch (error) {
    throw new DataError(
      `.h5ad files are read by the npm package h5wasm, which could not be loaded: ${firstLine(error)}. ` +
        'Run: npm install h5wasm',
      { cause: error },
    );
  }
}

/** @throws FormatError if the file cannot be opened */
function opened<T>(open: () => T, name: string): T {
  try {
    return open();
  } catch (error) {
    throw new FormatError(`"${name}" is no HDF5 file: ${firstLine(error)}`, { cause: error });
  }
}

/** The names of cells or genes, and the columns of their table. */
function frameOf(found: Entity, name: string, of: string) {
  const index = isGroup(found) ? found.attrs._index?.value : undefined;
  const names = isGroup(found) && typeof index === 'string' ? columnOf(found, index) : undefined;
  if (!isGroup(found) || !names) {
    throw new FormatError(
      `"${name}" has no table "${of}" with an index: write it with anndata 0.7 or later`,
    );
  }
  return {
    names,
    columns: () =>
      Object.fromEntries(
        found.keys().flatMap((column) => {
          const texts = [index, CATEGORIES].includes(column) ? undefined : columnOf(found, column);
          return texts?.length === names.length ? [[column, texts] as const] : [];
        }),
      ),
  };
}

/** The values of a column as texts: plain ones, or categories; undefined for others. */
function columnOf(frame: Group, column: string): readonly string[] | undefined {
  const [found, beside] = [frame.get(column), frame.get(CATEGORIES)];
  if (isGroup(found)) return categoriesOf(found.get('codes'), found.get('categories'));
  const isCoded = isGroup(beside) && beside.keys().includes(column);
  return isCoded ? categoriesOf(found, beside.get(column)) : textsOf(found);
}

/** The names of the categories that numbers stand for; -1 stands for none. */
function categoriesOf(numbers: Entity, names: Entity): readonly string[] | undefined {
  const [codes, categories] = [numbersOf(numbers), textsOf(names)];
  return categories && codes && Array.from(codes, (code) => categories[code] ?? '');
}

/** The values of the sparse or dense matrix. */
function entriesOf(
  found: Entity,
  [cells, genes]: readonly [cells: number, genes: number],
  name: string,
): Entries {
  const wrong = (): FormatError =>
    new FormatError(`${name} is no matrix of ${cells} cells and ${genes} genes`);
  if (!isGroup(found)) {
    const values = numbersOf(found);
    if (values?.length !== cells * genes) throw wrong();
    return denseEntries(values, genes);
  }
  const [values, inner, offsets] = ['data', 'indices', 'indptr'].map((part) =>
    numbersOf(found.get(part)),
  );
  const byCell = found.attrs['encoding-type']?.value !== 'csc_matrix';
  const [lines, width] = byCell ? [cells, genes] : [genes, cells];
  if (!values || !inner || !offsets) throw wrong();
  const count = values.length;
  const fits =
    inner.length === count &&
    offsets.length === lines + 1 &&
    offsets[lines] === count &&
    inner.every((place) => place >= 0 && place < width);
  if (!fits) throw wrong();
  const outer = new Uint32Array(count);
  for (let line = 0; line < lines; line++) outer.fill(line, offsets[line], offsets[line + 1]);
  return byCell
    ? { cells: outer, genes: inner, values, count }
    : { cells: inner, genes: outer, values, count };
}

function denseEntries(values: Float64Array, genes: number): Entries {
  const [cells, columns] = [new Numbers(new Uint32Array()), new Numbers(new Uint32Array())];
  const counts = new Numbers(new Float32Array());
  for (const [place, value] of values.entries()) {
    if (value === 0) continue;
    cells.push(Math.floor(place / genes));
    columns.push(place % genes);
    counts.push(value);
  }
  const { length } = counts;
  return { cells: cells.values, genes: columns.values, values: counts.values, count: length };
}

/** The numbers of a data set; undefined for anything else. */
function numbersOf(found: Entity): Float64Array | undefined {
  const value = found && 'value' in found ? found.value : undefined;
  if (!ArrayBuffer.isView(value)) return undefined;
  return Float64Array.from(value as unknown as Iterable<number | bigint>, Number);
}

/** The values of a data set as texts; undefined for anything else. */
function textsOf(found: Entity): readonly string[] | undefined {
  const value = found && 'value' in found ? found.value : undefined;
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return undefined;
  return Array.from(value as unknown as Iterable<unknown>, String);
}

const isGroup = (found: Entity): found is Group => found !== null && 'keys' in found;

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.trim().split('\n')[0] ?? '';
}
