import { Command } from 'commander';
import { ConfigError } from '../errors.ts';
import { differentialExpression } from '../evaluation/expression/differentialExpression.ts';
import { kMeans } from '../evaluation/labelled/kMeans.ts';
import { oneHotLabels } from '../index.ts';
import { nearestName } from '../nearestName.ts';
import { type CheckpointOptions, checkpointArgument, withCheckpoint } from './checkpoint.ts';
import { type CountOptions, columnAbout, loadCells, type ToldCells } from './countData.ts';
import { type Comparison, comparisonRows, comparisonText } from './expressionText.ts';
import { prepareOutFile, writeOutFile } from './outFile.ts';
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
import type { TextForm } from './textForm.ts';

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
    .addOption(text('--out <file>', 'the table to write').default('expression.csv'))
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
  const chosen = { of: options.of, against: options.against };
  if ((groups === undefined) === (clusters === undefined)) {
    throw new ConfigError('pass either --groups with a column about the cells, or --clusters N.');
  }
  return withCheckpoint(
    options,
    async (form) => {
      const { genes, batches } = countsOf(form);
      const cells = await loadCells(options, {
        kind: 'counts',
        genes,
        ...(batches && { batches }),
      });
      const named = groupsSaid(options, cells);
      await prepareOutFile(out);
      return { genes, batches, rows: cells.rows, named };
    },
    async (model, { genes, batches, rows, named }) => {
      const { mu, z } = await model.encode(rows, { sample: true, seed });
      const of = named ?? clustersOf(mu, mu.length / rows.rows, clusters ?? 0, seed);
      // All cells as if they were of one batch, so that batches are no difference.
      const shares = await model.decode(z, batches && oneHotLabels([0], batches.length));
      const compared = pairsOf([...new Set(of)].sort(inOrder), chosen).map(
        ({ group, against }): Comparison => {
          const part = (belongs: (own: string) => boolean) =>
            rowsWhere(shares, genes.length, (cell) => belongs(of[cell] as string));
          const first = part((own) => (against === undefined ? own !== group : own === against));
          const second = part((own) => own === group);
          const found = differentialExpression(first, second, { change, seed });
          return { group, against, genes, first, second, found };
        },
      );
      await writeOutFile(out, new TextEncoder().encode(comparisonRows(compared)));
      for (const own of compared) process.stdout.write(`\n${comparisonText(own, count)}\n`);
    },
  );
}

/** @throws ConfigError for a model of other data */
function countsOf(form: TextForm | undefined) {
  if (form?.kind === 'counts') return form;
  throw new ConfigError(
    'the checkpoint keeps no genes to compare: pass one that was trained with --model counts.',
  );
}

/** The group of each cell, as the data say it. @throws ConfigError for groups that do not exist */
function groupsSaid(
  { groups, dataset, of, against }: ExpressionCommandOptions,
  { about }: ToldCells,
): readonly string[] | undefined {
  if (groups === undefined) return undefined;
  const said = columnAbout(about, { column: groups, flag: '--groups' }, dataset);
  assertGroups([...new Set(said)].sort(inOrder), { of, against });
  return said;
}

/** The cluster of each cell: `1`, `2`, … */
const clustersOf = (mu: Float32Array, columns: number, count: number, seed: number): string[] =>
  Array.from(
    kMeans({ data: mu, columns }, count, { seed }).assignments,
    (cluster) => `${cluster + 1}`,
  );

interface Chosen {
  readonly of: string | undefined;
  readonly against: string | undefined;
}

/** The groups that are compared, and with what. */
function pairsOf(names: readonly string[], { of, against }: Chosen) {
  assertGroups(names, { of, against });
  const compared = of === undefined ? names.filter((name) => name !== against) : [of];
  return compared.map((group) => ({ group, against }));
}

/** @throws ConfigError for groups that do not exist or are the same, and for a single one */
function assertGroups(names: readonly string[], { of, against }: Chosen): void {
  if (names.length < 2) throw new ConfigError(`all cells are of one group, "${names[0]}".`);
  for (const [flag, name] of Object.entries({ '--of': of, '--against': against })) {
    if (name === undefined || names.includes(name)) continue;
    throw new ConfigError(
      `${flag}: there is no group "${name}"${nearestName(name, names)}; there are: ${names.join(', ')}.`,
    );
  }
  if (of !== undefined && of === against) {
    throw new ConfigError(`--of and --against name the same group, "${of}".`);
  }
}

/** The rows of some cells. */
function rowsWhere(
  shares: Float32Array,
  columns: number,
  chosen: (cell: number) => boolean,
): { readonly data: Float32Array; readonly columns: number } {
  const cells = Array.from({ length: shares.length / columns }, (_, cell) => cell).filter(chosen);
  const data = new Float32Array(cells.length * columns);
  for (const [i, cell] of cells.entries()) {
    data.set(shares.subarray(cell * columns, (cell + 1) * columns), i * columns);
  }
  return { data, columns };
}

/** The order of groups: of numbers by their values, else of texts. */
const inOrder = (a: string, b: string): number => Number(a) - Number(b) || (a < b ? -1 : 1);
