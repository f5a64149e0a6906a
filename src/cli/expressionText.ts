import type { ExpressionChange, Points } from '../evaluation/index.ts';
import { alignedTable } from './table.ts';
import { csvText } from './tableText.ts';

/** A group of cells beside another one. */
export interface Comparison {
  readonly group: string;
  /** The other group; undefined for all other cells. */
  readonly against: string | undefined;
  readonly genes: readonly string[];
  /** Shares of the genes in the other group, and in this one. */
  readonly first: Points;
  readonly second: Points;
  readonly found: ExpressionChange;
}

/** A line a gene of each comparison, as the text of a .csv file. */
export function comparisonRows(compared: readonly Comparison[]): string {
  const titles = ['group', 'against', 'gene', 'change', 'probability', 'share', 'share against'];
  return csvText([
    titles,
    ...compared.flatMap((own) =>
      figuresOf(own).map((figures) => [own.group, own.against ?? '', ...figures]),
    ),
  ]);
}

/** The genes that differ most. */
export function comparisonText(compared: Comparison, count: number): string {
  const { group, against, first, second } = compared;
  const other = against ?? 'all others';
  const title = `${group} (${cellsOf(second)} cells) against ${other} (${cellsOf(first)})`;
  const columns = [
    { title: 'gene', left: true },
    ...['log2 change', 'probability', 'share', 'against'].map((name) => ({ title: name })),
  ];
  return `${title}\n${alignedTable(columns, figuresOf(compared).slice(0, count))}`;
}

/** Gene, change, probability and both mean shares, those that differ most first. */
function figuresOf({ genes, first, second, found }: Comparison): string[][] {
  const [shares, others] = [meansOf(second), meansOf(first)];
  return Array.from(found.order, (gene) => [
    genes[gene] ?? '',
    (found.logFoldChange[gene] as number).toFixed(2),
    (found.probability[gene] as number).toFixed(3),
    (shares[gene] as number).toPrecision(3),
    (others[gene] as number).toPrecision(3),
  ]);
}

const cellsOf = ({ data, columns }: Points): number => data.length / columns;

function meansOf({ data, columns }: Points): Float64Array {
  const sums = new Float64Array(columns);
  for (const [i, share] of data.entries()) {
    sums[i % columns] = (sums[i % columns] as number) + share;
  }
  return sums.map((sum) => (sum * columns) / data.length);
}
