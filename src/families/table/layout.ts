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

/** Where the values of all columns lie: kind by kind, columns of a kind in their order. */
export interface TableLayout {
  readonly width: number;
  readonly kinds: readonly KindLayout[];
}

/** The layout of a table's values in its model. */
export function layoutOf(columns: readonly TableColumn[]): TableLayout {
  let end = 0;
  const kinds = COLUMN_KINDS.flatMap((kind): KindLayout[] => {
    const start = end;
    const own = columns.flatMap((column, place): PlacedColumn[] => {
      if (column.kind !== kind) return [];
      const width = widthOf(column);
      end += width;
      return [{ ...column, place, first: end - width, width }];
    });
    return own.length === 0 ? [] : [{ kind, first: start, width: end - start, columns: own }];
  });
  return { width: end, kinds };
}
