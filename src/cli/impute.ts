import { Command } from 'commander';
import { ConfigError } from '../errors.ts';
import { loadTable } from '../node/loadTable.ts';
import { tableRecords } from '../node/tableRecords.ts';
import { type CheckpointOptions, checkpointArgument, withCheckpoint } from './checkpoint.ts';
import type { DataForm } from './dataForm.ts';
import { prepareOutFile } from './outFile.ts';
import {
  adapterOption,
  backendOption,
  integer,
  seedOption,
  text,
  threadsOption,
} from './sharedOptions.ts';
import { filledLines, writeTable } from './tableText.ts';

export interface ImputeCommandOptions extends CheckpointOptions {
  readonly dataset: string;
  readonly samples: number;
  readonly seed: number;
  readonly out: string;
}

/** The `impute` command with its options. `action` receives the parsed and checked options. */
export function imputeCommand(action: (options: ImputeCommandOptions) => Promise<void>): Command {
  return new Command('impute')
    .description('Fill the missing cells of a table, of a model trained with --model table.')
    .addArgument(checkpointArgument())
    .addOption(
      text('--dataset <file>', 'a table with the columns of the model').makeOptionMandatory(),
    )
    .addOption(
      integer(
        '--samples <k>',
        'samples of the code, each weighted by its importance',
        1,
        4096,
      ).default(256),
    )
    .addOption(seedOption())
    .addOption(
      text(
        '--out <file>',
        'the table to write: .tsv with tabs between cells, else with commas',
      ).default('imputed.csv'),
    )
    .addOption(backendOption())
    .addOption(threadsOption())
    .addOption(adapterOption())
    .allowExcessArguments(false)
    .action((checkpoint: string, options: Omit<ImputeCommandOptions, 'checkpoint'>) =>
      action({ ...options, checkpoint }),
    );
}

/** The command `impute`. @returns the exit code. */
export function impute(options: ImputeCommandOptions): Promise<number> {
  const { samples, seed, out } = options;
  return withCheckpoint(
    options,
    async (form) => {
      const table = await loadTable(options.dataset, { columns: columnsOf(form) });
      const file = await tableRecords(options.dataset);
      await prepareOutFile(out);
      return { table, file };
    },
    async (model, { table, file }) => {
      const { rows } = table;
      const filled = await model.impute(rows, { samples, seed });
      await writeTable(out, filledLines(file, table, filled));
      const missing = missingIn(rows.data);
      const left = missingIn(filled);
      const told =
        left === 0
          ? ''
          : `; ${left} stay${left === 1 ? 's' : ''} missing in columns that the model is only told`;
      process.stdout.write(`filled    ${missing - left} of ${rows.data.length} cells${told}\n`);
    },
  );
}

const missingIn = (cells: Float32Array): number =>
  cells.filter((value) => Number.isNaN(value)).length;

/** @throws ConfigError for a model of other data */
function columnsOf(form: DataForm | undefined) {
  if (form?.kind === 'table') return form.columns;
  throw new ConfigError(
    'the checkpoint keeps no columns to fill: pass one that was trained with --model table.',
  );
}
