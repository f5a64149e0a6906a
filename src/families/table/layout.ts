import { COLUMN_KINDS, type ColumnKind, type TableColumn, widthOf } from './columns.ts';

/** A column of a table, and where its values lie among those of a model. */
export interface PlacedColumn extends TableColumn {
  /** Its place in the rows of a caller. */
  readonly place: number;
  /** Its first value. */
  readonly first: number;
  /** Its number of values. */
  readonly width: number;
}

/** The columns of one kind, side by side. */
export interface KindLayout {
  readonly kind: ColumnKind;
  readonly first: number;
  readonly width: number;
  readonly columns: readonly PlacedColumn[];
}

/** Where the values of columns lie: kind by kind, columns of a kind in their order. */
export interface ValueLayout {
  readonly width: number;
  readonly kinds: readonly KindLayout[];
}

/** The layout of the columns that a model learns, and of those that it is only told. */
export interface TableLayout extends ValueLayout {
  readonly told: ValueLayout;
}

/** The columns of a table, and the names of those that a model learns where the others are only told. */
export interface TableColumns {
  readonly columns: readonly TableColumn[];
  readonly outcomes?: readonly string[];
}

type Numbered = Omit<PlacedColumn, 'first' | 'width'>;

/** The layout of a table's values in its model. */
export function layoutOf({ columns, outcomes }: TableColumns): TableLayout {
  const learned = ({ name }: TableColumn) => outcomes === undefined || outcomes.includes(name);
  const numbered = columns.map((column, place): Numbered => ({ ...column, place }));
  const told = numbered.filter((column) => !learned(column));
  return { ...sideBySide(numbered.filter(learned)), told: sideBySide(told) };
}

function sideBySide(columns: readonly Numbered[]): ValueLayout {
  let end = 0;
  const kinds = COLUMN_KINDS.flatMap((kind): KindLayout[] => {
    const start = end;
    const own = columns.flatMap((column): PlacedColumn[] => {
      if (column.kind !== kind) return [];
      const width = widthOf(column);
      end += width;
      return [{ ...column, first: end - width, width }];
    });
    return own.length === 0 ? [] : [{ kind, first: start, width: end - start, columns: own }];
  });
  return { width: end, kinds };
}
