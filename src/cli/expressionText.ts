import type { ExpressionChange } from '../evaluation/index.ts';
import { alignedTable } from './table.ts';
import type { TableLines } from './tableText.ts';

/** A group of cells beside another one. */
export interface Comparison {
  readonly group: string;
  /** The other group; undefined for all other cells. */
  readonly against: string | undefined;
  readonly genes: readonly string[];
  /** Numbers of the cells of this group, and of the other one. */
  readonly cells: readonly number[];
  readonly others: readonly number[];
  /** Mean shares of the genes in this group, and in the other one. */
  readonly shares: Float64Array;
  readonly otherShares: Float64Array;
  readonly found: ExpressionChange;
}

/** A line a gene of each comparison, the names of the columns first. */
export function comparisonRows(compared: readonly Comparison[]): TableLines {
  const titles = ['group', 'against', 'gene', 'change', 'probability', 'share', 'share against'];
  return [
    titles,
    ...compared.flatMap((own) =>
      figuresOf(own).map((figures) => [own.group, own.against ?? '', ...figures]),
    ),
  ];
}

/** The genes that differ most. */
export function comparisonText(compared: Comparison, count: number): string {
  const { group, against, cells, others } = compared;
  const other = against ?? 'all others';
  const title = `${group} (${cells.length} cells) against ${other} (${others.length})`;
  const columns = [
    { title: 'gene', left: true },
    ...['log2 change', 'probability', 'share', 'against'].map((name) => ({ title: name })),
  ];
  return `${title}\n${alignedTable(columns, figuresOf(compared).slice(0, count))}`;
}

/** Gene, change, probability and both mean shares, those that differ most first. */
function figuresOf({ genes, shares, otherShares, found }: Comparison): string[][] {
  return Array.from(found.order, (gene) => [
    genes[gene] ?? '',
    (found.logFoldChange[gene] as number).toFixed(2),
    (found.probability[gene] as number).toFixed(3),
    (shares[gene] as number).toPrecision(3),
    (otherShares[gene] as number).toPrecision(3),
  ]);
}
