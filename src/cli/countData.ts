import type { SparseRows } from '../data/sparseRows.ts';
import { takeSparseRows } from '../data/sparseValues.ts';
import { ConfigError } from '../errors.ts';
import { oneHotLabels, withCondition } from '../index.ts';
import type { LoadedCounts } from '../node/counts/countTable.ts';
import { loadCounts } from '../node/loadCounts.ts';
import type { AskedForm } from './dataForm.ts';
import { CELL } from './noun.ts';
import { fixedOrder, heldTenth, type RunData } from './runData.ts';

/** The options that say which counts a command reads, and how. */
export interface CountOptions {
  readonly dataset: string;
  /** Cells of each part that are kept: the first. */
  readonly limit?: number;
  /** How many genes are kept. */
  readonly genes?: number;
  readonly genesInRows?: boolean;
  /** A table of what is said of the cells. */
  readonly cells?: string;
  readonly layer?: string;
  /** The column that says the batch of each cell. */
  readonly batches?: string;
}

type AskedCounts = Extract<AskedForm, { kind: 'counts' }>;

/** Reads counts of genes. The last tenth of the cells, in a fixed random order, is the test set. */
export async function loadCountData(options: CountOptions, form: AskedCounts): Promise<RunData> {
  const { dataset, limit = Number.POSITIVE_INFINITY } = options;
  const loaded = await readCounts(options, form);
  const { rows, batches } = rowsWithBatches(loaded, options, form);
  const held = heldTenth(dataset, rows.rows, CELL);
  const mixed = fixedOrder(rows.rows);
  const part = (places: Uint32Array, name: string) =>
    takeSparseRows(rows, places.slice(0, limit), `${dataset} ${name}`);
  return {
    train: part(mixed.slice(0, -held), 'train'),
    test: part(mixed.slice(-held), 'test'),
    form: { kind: 'counts', genes: loaded.genes, ...(batches && { batches }) },
  };
}

/** Cells of a model that has its genes, and what is said of them. */
export interface ToldCells {
  readonly rows: SparseRows;
  readonly about: LoadedCounts['about'];
}

/** All cells of the data, in a fixed random order. */
export async function loadCells(
  options: Omit<CountOptions, 'limit'>,
  form: AskedCounts,
): Promise<ToldCells> {
  const loaded = await readCounts(options, form);
  const { rows } = rowsWithBatches(loaded, options, form);
  const chosen = fixedOrder(rows.rows);
  const about = Object.entries(loaded.about).map(([column, values]) => [
    column,
    Array.from(chosen, (cell) => values[cell] as string),
  ]);
  return { rows: takeSparseRows(rows, chosen), about: Object.fromEntries(about) };
}

/** Reads the counts that the options name, of the genes of a form. */
async function readCounts(
  { dataset, genes, genesInRows, cells, layer }: CountOptions,
  form: AskedCounts,
): Promise<LoadedCounts> {
  if (form.genes && genes !== undefined) {
    throw new ConfigError(
      `--genes means nothing to a model that has its ${form.genes.length} genes already; leave it out.`,
    );
  }
  return loadCounts(dataset, {
    ...(form.genes && { genes: form.genes }),
    ...(genes !== undefined && { most: genes }),
    ...(genesInRows !== undefined && { genesInRows }),
    ...(cells !== undefined && { cells }),
    ...(layer !== undefined && { layer }),
  });
}

/**
 * The rows of a model: with the batch of each cell, if it knows batches.
 * @throws ConfigError if the batches are missing, or others than the model's
 */
function rowsWithBatches(
  { rows, about }: LoadedCounts,
  { dataset, batches: column }: CountOptions,
  form: AskedCounts,
): { readonly rows: SparseRows; readonly batches?: readonly string[] } {
  const trained = form.genes !== undefined;
  if (column === undefined) {
    if (!form.batches) return { rows };
    throw new ConfigError(
      `the model knows the batches ${form.batches.join(', ')}: pass --batches with the column that says those of the cells.`,
    );
  }
  if (trained && !form.batches) {
    throw new ConfigError('the model was trained without --batches; leave it out.');
  }
  const own = columnAbout(about, { column, flag: '--batches' }, dataset);
  const batches = form.batches ?? [...new Set(own)].sort();
  const labels = own.map((name) => batches.indexOf(name));
  const unknown = labels.indexOf(-1);
  if (unknown >= 0) {
    throw new ConfigError(
      `"${dataset}" has cells of the batch "${own[unknown]}", the model knows ${batches.join(', ')}.`,
    );
  }
  return { rows: withCondition(rows, oneHotLabels(labels, batches.length)), batches };
}

/** The values of a column about the cells. @throws ConfigError if there is no such column; names the flag that asks for it */
export function columnAbout(
  about: LoadedCounts['about'],
  { column, flag }: { readonly column: string; readonly flag: string },
  dataset: string,
): readonly string[] {
  const found = about[column];
  if (found) return found;
  const known = Object.keys(about).join(', ');
  throw new ConfigError(
    `${flag}: "${dataset}" has no column "${column}" about its cells; it has ${known === '' ? 'none. Pass --cells with a table of them' : known}.`,
  );
}
