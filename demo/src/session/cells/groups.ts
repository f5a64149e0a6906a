import { adjustedRandIndex, differentialExpression, kMeans } from 'webgpu-vae/evaluation';

/** The model's results for all cells. */
export interface CellCodes {
  /** `[cells, latent]` */
  readonly codes: Float32Array;
  readonly latent: number;
  /** `[cells, genes]`: the share of each gene, decoded from samples of the codes. */
  readonly shares: Float32Array;
}

/** Groups of cells with similar codes. */
export interface Groups {
  /** The group of each cell; the largest group is the first. */
  readonly groupOf: Uint8Array;
  /** Cells of each group. */
  readonly sizes: readonly number[];
  /** Adjusted Rand index of the groups and the types that the cells were made of. */
  readonly agreement: number;
}

/** A gene in a group, beside all other cells. */
export interface GeneChange {
  readonly gene: string;
  /** As a logarithm to base 2: 1 is twice as much. */
  readonly change: number;
  /** The probability of a change by half or more. */
  readonly probability: number;
}

/** Pairs of cells that are compared: few, so that the page stays responsive. */
const PAIRS = 1000;

/** The groups of codes. */
export function groupsOf({ codes, latent }: CellCodes, count: number, typeOf: Uint8Array): Groups {
  const { assignments } = kMeans({ data: codes, columns: latent }, count);
  const sizes = new Array<number>(count).fill(0);
  for (const cluster of assignments) sizes[cluster] = (sizes[cluster] ?? 0) + 1;
  const order = [...sizes.keys()].sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0));
  return {
    groupOf: Uint8Array.from(assignments, (cluster) => order.indexOf(cluster)),
    sizes: order.map((cluster) => sizes[cluster] ?? 0),
    agreement: adjustedRandIndex(assignments, typeOf),
  };
}

/** The genes that tell a group from all other cells, the surest first; none, where there are no cells to compare. */
export function genesOf(
  { shares }: CellCodes,
  groupOf: Uint8Array,
  group: number,
  genes: readonly string[],
): readonly GeneChange[] {
  const columns = genes.length;
  const part = (inside: boolean) => {
    const cells = [...groupOf.keys()].filter((cell) => (groupOf[cell] === group) === inside);
    const data = new Float32Array(cells.length * columns);
    for (const [i, cell] of cells.entries()) {
      data.set(shares.subarray(cell * columns, (cell + 1) * columns), i * columns);
    }
    return { data, columns };
  };
  const [others, own] = [part(false), part(true)];
  if (others.data.length === 0 || own.data.length === 0) return [];
  const { order, logFoldChange, probability } = differentialExpression(others, own, {
    pairs: PAIRS,
  });
  return Array.from(order, (column) => ({
    gene: genes[column] ?? '',
    change: logFoldChange[column] ?? 0,
    probability: probability[column] ?? 0,
  }));
}
