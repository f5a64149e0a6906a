import { uniformDraws } from '../draws.ts';

/** Counts of the genes of cells, and the types that they were made of. */
export interface CellSet {
  readonly name: string;
  readonly genes: readonly string[];
  readonly types: readonly string[];
  /** `[cells, genes]` of the cells that are trained on, and of others. */
  readonly train: Float32Array;
  readonly test: Float32Array;
  /** The type of each cell, those that are trained on first. */
  readonly typeOf: Uint8Array;
}

/** Types of blood cells, with genes that each is known by. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  'T cells': ['CD3D', 'CD3E', 'TRAC', 'IL7R', 'CD2', 'LTB'],
  'B cells': ['CD79A', 'CD79B', 'MS4A1', 'CD19', 'IGHM', 'BANK1'],
  'NK cells': ['NKG7', 'GNLY', 'KLRD1', 'PRF1', 'GZMB', 'KLRF1'],
  Monocytes: ['LYZ', 'S100A8', 'S100A9', 'CD14', 'FCN1', 'VCAN'],
  Platelets: ['PPBP', 'PF4', 'GP9', 'TUBB1', 'CLEC1B', 'ITGA2B'],
};

/** Genes that all types have. */
const COMMON = ['ACTB', 'B2M', 'EEF1A1', 'FTL', 'MALAT1', 'RPLP0', 'RPS27', 'TMSB4X'];

const CELLS = 600;
/** Cells that are held out: one of so many. */
const HELD = 10;
const SEED = 3;

/** How much of a gene cells have: all of common ones, those of the type of its own, and others of a few. */
const AMOUNT = { common: 4, own: 1.6, other: 0.12 } as const;
/** Counts of a cell, from the least to the most: how deeply it was read. */
const DEPTH = { least: 25, most: 250 } as const;

/**
 * Made counts of blood cells. A count is Poisson around the cell's depth times its share of the gene, which varies from
 * cell to cell.
 */
export function sampleCells(): CellSet {
  const uniform = uniformDraws(SEED);
  const types = Object.keys(TYPES);
  const genes = [...COMMON, ...Object.values(TYPES).flat()];
  const typeOf = Uint8Array.from({ length: CELLS }, () => Math.floor(uniform() * types.length));
  const rows = Float32Array.from(
    [...typeOf].flatMap((type) => {
      const own = TYPES[types[type] as string] ?? [];
      const amounts = genes.map((gene) => {
        const usual = COMMON.includes(gene) ? 'common' : own.includes(gene) ? 'own' : 'other';
        return AMOUNT[usual] * (0.5 + uniform());
      });
      const total = amounts.reduce((sum, amount) => sum + amount, 0);
      const depth = DEPTH.least + (DEPTH.most - DEPTH.least) * uniform() ** 2;
      return amounts.map((amount) => poisson((depth * amount) / total, uniform));
    }),
  );
  const held = Math.floor(CELLS / HELD) * genes.length;
  const train = rows.subarray(0, rows.length - held);
  const test = rows.subarray(rows.length - held);
  return { name: 'made blood cells', genes, types, train, test, typeOf };
}

/** Source: Knuth, "The art of computer programming", volume 2, section 3.4.1. */
function poisson(mean: number, uniform: () => number): number {
  const end = Math.exp(-mean);
  let count = 0;
  for (let product = uniform(); product > end; product *= uniform()) count += 1;
  return count;
}
