import { realpath } from 'node:fs/promises';
import { Argument, Command } from 'commander';
import { ConfigError } from '../errors.ts';
import {
  type ExpectedOutcomes,
  expectedOutcomes,
  type OutcomeQuestion,
} from '../evaluation/outcomes/expectedOutcomes.ts';
import {
  assertOneTable,
  type OutcomeTable,
  placesOf,
} from '../evaluation/outcomes/outcomeTable.ts';
import { assertEnough, combinedOutcomes } from '../evaluation/outcomes/treatmentOutcomes.ts';
import { loadTable } from '../node/loadTable.ts';
import { withCheckpoints } from './checkpoint.ts';
import type { Computer } from './computer.ts';
import type { DataForm } from './dataForm.ts';
import { outcomeRows, outcomeSummary } from './outcomeText.ts';
import { prepareOutFile } from './outFile.ts';
import {
  adapterOption,
  backendOption,
  integer,
  number,
  seedOption,
  text,
  threadsOption,
} from './sharedOptions.ts';
import { writeTable } from './tableText.ts';

export interface OutcomeCommandOptions extends Computer {
  readonly checkpoints: readonly string[];
  readonly dataset: string;
  readonly treatment: string;
  readonly outcome?: string;
  readonly reference?: string;
  readonly level: number;
  readonly samples: number;
  readonly seed: number;
  readonly out: string;
}

/** The `outcome` command with its options. `action` receives the parsed and checked options. */
export function outcomeCommand(action: (options: OutcomeCommandOptions) => Promise<void>): Command {
  return new Command('outcome')
    .description(
      'Tell the outcome of rows of a table under each treatment, and how far treatments differ, with intervals, of models trained with --model table --outcomes, each on its own --bootstrap.',
    )
    .addArgument(new Argument('<checkpoints...>', 'the model.safetensors of each run'))
    .addOption(
      text(
        '--dataset <file>',
        'a table with the columns of the model; treatment and outcome may be missing',
      ).makeOptionMandatory(),
    )
    .addOption(
      text('--treatment <column>', 'the column that says the treatment').makeOptionMandatory(),
    )
    .addOption(text('--outcome <column>', 'the outcome (default: the one that the models learn)'))
    .addOption(
      text(
        '--reference <name>',
        'the treatment that others are compared with (default: the first)',
      ),
    )
    .addOption(
      number('--level <p>', 'probability of the intervals; 0.9 takes 19 models, 0.95 takes 39', {
        holds: (level) => level > 0 && level < 1,
        wanted: 'a number between 0 and 1',
        usual: '0.9',
      }).default(0.9),
    )
    .addOption(integer('--samples <k>', 'samples of the code a row', 1, 4096).default(256))
    .addOption(seedOption())
    .addOption(
      text(
        '--out <file>',
        'the table to write: .tsv with tabs between cells, else with commas',
      ).default('outcomes.csv'),
    )
    .addOption(backendOption())
    .addOption(threadsOption())
    .addOption(adapterOption())
    .allowExcessArguments(false)
    .action((checkpoints: string[], options: Omit<OutcomeCommandOptions, 'checkpoints'>) =>
      action({ ...options, checkpoints }),
    );
}

/** The command `outcome`. @returns the exit code. */
export async function outcome(options: OutcomeCommandOptions): Promise<number> {
  const { checkpoints, dataset, treatment, reference, level, samples, seed, out } = options;
  await assertDifferent(checkpoints);
  assertEnough(checkpoints.length, level);
  const expected: ExpectedOutcomes[] = [];
  const tables: OutcomeTable[] = [];
  let name = '';
  const ask = async (table: ReturnType<typeof tableOf>) => {
    const { columns, outcomes = [] } = table;
    const question = {
      ...{ treatment, outcome: options.outcome ?? onlyOutcome(outcomes), samples, seed },
      ...(reference !== undefined && { reference }),
    };
    assertQuestion(table, question);
    name = question.outcome;
    await prepareOutFile(out);
    const lacking = [treatment, name, ...outcomes];
    return { rows: (await loadTable(dataset, { columns, lacking })).rows.data, question };
  };
  // All models have the same table, so its file is read once.
  let asked: ReturnType<typeof ask> | undefined;
  const code = await withCheckpoints(
    checkpoints,
    options,
    async (form) => {
      const table = tableOf(form);
      tables.push(table);
      assertOneTable(tables);
      asked ??= ask(table);
      return asked;
    },
    async (model, { rows, question }) => {
      expected.push(await expectedOutcomes(model, rows, question));
    },
  );
  // A command that started again in another process has told everything there.
  if (expected.length === 0) return code;
  const found = combinedOutcomes(expected, level);
  await writeTable(out, outcomeRows(found));
  process.stdout.write(`${outcomeSummary(found, { name, treatment, level })}\n`);
  return code;
}

/** @throws ConfigError for a model of other data */
function tableOf(form: DataForm | undefined) {
  if (form?.kind === 'table') return form;
  throw new ConfigError(
    'a checkpoint keeps no columns of a table: pass those that were trained with --model table.',
  );
}

/** @throws ConfigError for a file that is given twice: its model would count twice */
async function assertDifferent(checkpoints: readonly string[]): Promise<void> {
  // A file that is not there is refused where it is read.
  const files = await Promise.all(checkpoints.map((file) => realpath(file).catch(() => file)));
  const twice = checkpoints.find((_, i) => files.indexOf(files[i] as string) < i);
  if (twice === undefined) return;
  throw new ConfigError(`the checkpoint "${twice}" is given twice: pass each model once.`);
}

/** @throws ConfigError for an option that does not fit the table; names its flag */
function assertQuestion(table: OutcomeTable, question: OutcomeQuestion): void {
  try {
    placesOf(table, question);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(`--${error.message}.`, { cause: error });
  }
}

/** @throws ConfigError unless a model learns one column */
function onlyOutcome([first, ...others]: readonly string[]): string {
  if (first !== undefined && others.length === 0) return first;
  throw new ConfigError('pass --outcome with the column that says it: the models learn several.');
}
