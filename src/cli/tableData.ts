import { pickRows } from '../data/pickRows.ts';
import { ConfigError } from '../errors.ts';
import { COLUMN_KINDS, type ColumnKind } from '../families/table/columns.ts';
import { loadTable } from '../node/loadTable.ts';
import { ROW } from './noun.ts';
import { fixedOrder, heldTenth, type RunData } from './runData.ts';
import type { AskedForm } from './textForm.ts';

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

/** Reads a table. The last tenth of the rows, in a fixed random order, is the test set. */
export async function loadTableData(
  { dataset, kinds, without, limit = Number.POSITIVE_INFINITY }: TableDataOptions,
  form: Extract<AskedForm, { kind: 'table' }>,
): Promise<RunData> {
  const { rows, columns } = await loadTable(dataset, {
    ...(kinds && { kinds }),
    ...(without && { without }),
    ...(form.columns && { columns: form.columns }),
  });
  const held = heldTenth(dataset, rows.rows, ROW);
  const mixed = fixedOrder(rows.rows);
  const part = (places: Uint32Array) => pickRows(rows, places.slice(0, limit));
  return {
    train: { ...part(mixed.slice(0, -held)), name: `${dataset} train` },
    test: { ...part(mixed.slice(-held)), name: `${dataset} test` },
    texts: { kind: 'table', columns },
  };
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
