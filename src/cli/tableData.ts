import { type Dataset, subset } from '../data/dataset.ts';
import { pickRows } from '../data/pickRows.ts';
import { ConfigError } from '../errors.ts';
import { COLUMN_KINDS, type ColumnKind } from '../families/table/columns.ts';
import { type LoadedTable, loadTable } from '../node/loadTable.ts';
import type { AskedForm } from './dataForm.ts';
import { ROW } from './noun.ts';
import { fixedOrder, heldTenth, type RunData } from './runData.ts';

/** The options that say which table a command reads, and how. */
export interface TableDataOptions {
  readonly dataset: string;
  /** Rows of each part that are kept: the first. */
  readonly limit?: number;
  /** Kinds of columns by name. */
  readonly kinds?: Readonly<Record<string, ColumnKind>>;
  /** Columns that are left out. */
  readonly without?: readonly string[];
}

type Form = Extract<AskedForm, { kind: 'table' }>;

/** Reads a table. The last tenth of the rows, in a fixed random order, is the test set. */
export async function loadTableData(options: TableDataOptions, form: Form): Promise<RunData> {
  const { dataset, limit = Number.POSITIVE_INFINITY } = options;
  const { rows, columns } = await readTable(options, form);
  const held = heldTenth(dataset, rows.rows, ROW);
  const mixed = fixedOrder(rows.rows);
  const numbers = {
    train: mixed.slice(0, -held).slice(0, limit),
    test: mixed.slice(-held).slice(0, limit),
  };
  return {
    train: { ...pickRows(rows, numbers.train), name: `${dataset} train` },
    test: { ...pickRows(rows, numbers.test), name: `${dataset} test` },
    numbers,
    form: { kind: 'table', columns },
  };
}

/** All rows of a table in the order of its file, or the first `limit`. */
export async function loadWholeTable(options: TableDataOptions, form: Form): Promise<Dataset> {
  const { rows } = await readTable(options, form);
  return subset(rows, options.limit ?? rows.rows);
}

function readTable(
  { dataset, kinds, without }: TableDataOptions,
  { columns }: Form,
): Promise<LoadedTable> {
  return loadTable(dataset, {
    ...(kinds && { kinds }),
    ...(without && { without }),
    ...(columns && { columns }),
  });
}

/** Reads `visits=count,old=binary`. @throws ConfigError for another text */
export function parseKinds(value: string): Readonly<Record<string, ColumnKind>> {
  return Object.fromEntries(
    value.split(',').map((each) => {
      const [name = '', kind = ''] = each.split('=').map((part) => part.trim());
      const known = COLUMN_KINDS.find((own) => own === kind);
      if (name !== '' && known) return [name, known];
      throw new ConfigError(
        `--kinds expects NAME=KIND with commas between them, KIND one of ${COLUMN_KINDS.join(', ')}, got "${each}".`,
      );
    }),
  );
}
