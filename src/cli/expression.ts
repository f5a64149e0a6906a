import { Command } from 'commander';
import type { SparseRows } from '../data/sparseRows.ts';
import { takeSparseRows } from '../data/sparseValues.ts';
import { ConfigError } from '../errors.ts';
import { kMeans } from '../evaluation/labelled/kMeans.ts';
import type { VAE } from '../index.ts';
import { isMissing } from '../node/loadTable.ts';
import { assertGroups, assertKept, pairsOf } from './cellGroups.ts';
import { type CheckpointOptions, checkpointArgument, withCheckpoint } from './checkpoint.ts';
import { compareCells } from './compareCells.ts';
import { type CountOptions, columnAbout, loadCells, type ToldCells } from './countData.ts';
import type { DataForm } from './dataForm.ts';
import { type Comparison, comparisonRows, comparisonText } from './expressionText.ts';
import { prepareOutFile } from './outFile.ts';
import {
  adapterOption,
  backendOption,
  cellOptions,
  integer,
  number,
  seedOption,
  text,
  threadsOption,
} from './sharedOptions.ts';
import { writeTable } from './tableText.ts';
import { tell } from './tell.ts';

export interface ExpressionCommandOptions
  extends CheckpointOptions,
    Omit<CountOptions, 'genes' | 'limit'> {
  readonly dataset: string;
  /** The column that says the group of each cell. */
  readonly groups?: string;
  /** How many clusters of the codes are the groups. */
  readonly clusters?: number;
  /** The group that is compared; all by default. */
  readonly of?: string;
  /** The group that it is compared with; all others by default. */
  readonly against?: string;
  readonly change: number;
  readonly count: number;
  readonly limit: number;
  readonly seed: number;
  readonly out: string;
}

/** Cells by default: all shares of their genes are in memory. */
const CELLS = 5000;

/** Cells of a group below which a note warns. */
const FEW = 10;

/** The `expression` command with its options. `action` receives the parsed and checked options. */
export function expressionCommand(
  action: (options: ExpressionCommandOptions) => Promise<void>,
): Command {
  const command = new Command('expression')
    .description(
      'Tell the genes whose expression differs between groups of cells, of a model trained with --model counts.',
    )
    .addArgument(checkpointArgument())
    .addOption(text('--dataset <name>', 'counts with the genes of the model').makeOptionMandatory())
    .addOption(text('--groups <column>', 'the column about cells that says their groups'))
    .addOption(integer('--clusters <n>', 'in place of --groups: clusters of the codes', 2, 1000))
    .addOption(
      text('--of <group>', 'the group that is compared; clusters are 1, 2, … (default: each)'),
    )
    .addOption(
      text('--against <group>', 'the group that it is compared with (default: all other cells)'),
    )
    .addOption(
      number('--change <x>', 'the least change that counts, as a logarithm to base 2', {
        holds: (change) => change > 0,
        wanted: 'a number above 0',
        usual: '0.5',
      }).default(0.5),
    )
    .addOption(integer('--count <n>', 'genes that are printed for each group', 1, 1000).default(10))
    .addOption(
      integer('--limit <n>', 'use so many cells, in a fixed random order', 2, 2 ** 31).default(
        CELLS,
      ),
    );
  for (const option of cellOptions()) command.addOption(option);
  return command
    .addOption(seedOption())
    .addOption(
      text(
        '--out <file>',
        'the table to write: .tsv with tabs between cells, else with commas',
      ).default('expression.csv'),
    )
    .addOption(backendOption())
    .addOption(threadsOption())
    .addOption(adapterOption())
    .allowExcessArguments(false)
    .action((checkpoint: string, options: Omit<ExpressionCommandOptions, 'checkpoint'>) =>
      action({ ...options, checkpoint }),
    );
}

/** The command `expression`. @returns the exit code. */
export function expression(options: ExpressionCommandOptions): Promise<number> {
  const { groups, clusters, change, count, seed, out } = options;
  if ((groups === undefined) === (clusters === undefined)) {
    throw new ConfigError('pass either --groups with a column about the cells, or --clusters N.');
  }
  return withCheckpoint(
    options,
    async (form) => {
      const { genes, batches } = countsOf(form);
      const { limit: _, ...all } = options;
      const loaded = await loadCells(all, { kind: 'counts', genes, ...(batches && { batches }) });
      const cells = cellsToCompare(options, loaded);
      await prepareOutFile(out);
      return { genes, ...(batches && { batches }), ...cells };
    },
    async (model, { named, ...cells }) => {
      const groupOf = named ?? (await clustersOf(model, cells.rows, clusters ?? 0, seed));
      if (named === undefined) assertGroups(groupOf, options);
      const compared: Comparison[] = [];
      for (const { group, against } of pairsOf(groupOf, options)) {
        const where = (belongs: (own: string) => boolean): readonly number[] =>
          [...groupOf.keys()].filter((cell) => belongs(groupOf[cell] as string));
        const sides = {
          cells: where((own) => own === group),
          others: where((own) => (against === undefined ? own !== group : own === against)),
        };
        const found = await compareCells(model, cells, sides, { change, seed });
        compared.push({ group, against, genes: cells.genes, ...sides, ...found });
      }
      tellFew(compared);
      await writeTable(out, comparisonRows(compared));
      for (const own of compared) process.stdout.write(`\n${comparisonText(own, count)}\n`);
    },
  );
}

/** @throws ConfigError for a model of other data */
function countsOf(form: DataForm | undefined) {
  if (form?.kind === 'counts') return form;
  throw new ConfigError(
    'the checkpoint keeps no genes to compare: pass one that was trained with --model counts.',
  );
}

/**
 * The cells that have a group, as many as `--limit` says, and the group of each if the data say it.
 * @throws ConfigError for groups that do not exist, or that `--limit` leaves out
 */
function cellsToCompare(options: ExpressionCommandOptions, { rows, about }: ToldCells) {
  const { groups, dataset, limit } = options;
  if (groups === undefined) return { rows: takeSparseRows(rows, firstOf(rows.rows, limit)) };
  const said = columnAbout(about, { column: groups, flag: '--groups' }, dataset);
  const grouped = [...said.keys()].filter((cell) => !isMissing(said[cell] as string));
  const groupsOf = (cells: readonly number[]) => cells.map((cell) => said[cell] as string);
  assertGroups(groupsOf(grouped), options);
  if (grouped.length < said.length) {
    tell(`${said.length - grouped.length} of ${said.length} cells have no group and are left out`);
  }
  const kept = grouped.slice(0, limit);
  assertKept(groupsOf(kept), options);
  return { rows: takeSparseRows(rows, kept), named: groupsOf(kept) };
}

/** The numbers of the first rows. */
const firstOf = (rows: number, limit: number): readonly number[] =>
  Array.from({ length: Math.min(rows, limit) }, (_, row) => row);

/** The cluster of each cell: `1`, `2`, … */
async function clustersOf(
  model: VAE,
  rows: SparseRows,
  count: number,
  seed: number,
): Promise<readonly string[]> {
  const { mu } = await model.encode(rows);
  const { assignments } = kMeans({ data: mu, columns: mu.length / rows.rows }, count, { seed });
  return Array.from(assignments, (cluster) => `${cluster + 1}`);
}

/** Tells which groups are too small to say much. */
function tellFew(compared: readonly Comparison[]): void {
  const sizes = compared.flatMap(({ group, against = 'all others', cells, others }) => [
    [group, cells.length] as const,
    [against, others.length] as const,
  ]);
  const few = sizes.filter(([, size]) => size < FEW).map(([name, size]) => `${name} (${size})`);
  if (few.length === 0) return;
  tell(`groups of fewer than ${FEW} cells say little: ${[...new Set(few)].join(', ')}`);
}
