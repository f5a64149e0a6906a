import { join } from 'node:path';
import { Argument, Command } from 'commander';
import { DataError } from '../errors.ts';
import { writeFileWhole } from '../node/files.ts';
import { withCheckpoints } from './checkpoint.ts';
import type { Computer } from './computer.ts';
import { loadPart, loadParts } from './data.ts';
import type { DataForm } from './dataForm.ts';
import type { DataOptions } from './dataOptions.ts';
import { type JudgedModel, type JudgedRows, judgeModel } from './judgeModel.ts';
import { judgeRuns } from './judgeRuns.ts';
import { modelText, runsText } from './judgeText.ts';
import { prepareOutFolder } from './outFolder.ts';
import {
  adapterOption,
  backendOption,
  dataOptions,
  integer,
  seedOption,
  text,
  threadsOption,
} from './sharedOptions.ts';

export interface JudgeCommandOptions extends Computer, DataOptions {
  readonly checkpoints: readonly string[];
  readonly limit: number;
  /** A data set of unusual rows. */
  readonly unusual?: string;
  readonly seed: number;
  readonly out: string;
}

/** Rows of each part by default: most figures compare all pairs of rows. */
const ROWS = 1000;

/** The `judge` command with its options. `action` receives the parsed and checked options. */
export function judgeCommand(action: (options: JudgeCommandOptions) => Promise<void>): Command {
  const command = new Command('judge')
    .description(
      'Tell what the codes of trained models are worth: their shape, how they fit the prior, what they tell of labels where the data have some, and whether samples copy images. Several checkpoints are compared with one another too.',
    )
    .addArgument(new Argument('<checkpoints...>', 'the model.safetensors of one run or more'))
    .allowExcessArguments(false);
  for (const option of dataOptions()) command.addOption(option);
  return command
    .addOption(
      integer('--limit <n>', 'use the first n images of each part', 8, 20_000).default(ROWS),
    )
    .addOption(
      text(
        '--unusual <name>',
        'a data set of rows unlike the test rows, such as letters for a model of digits: tells how well scores of its test part stand out',
      ),
    )
    .addOption(seedOption())
    .addOption(text('--out <folder>', 'where judge.json and pictures go').default('judged'))
    .addOption(backendOption())
    .addOption(threadsOption())
    .addOption(adapterOption())
    .action((checkpoints: string[], options: Omit<JudgeCommandOptions, 'checkpoints'>) =>
      action({ ...options, checkpoints }),
    );
}

/** The rows of the data set, and those of the unusual one if there is one. */
async function loadRows(
  { unusual: dataset, ...options }: JudgeCommandOptions,
  form?: DataForm,
): Promise<JudgedRows> {
  const data = await loadParts(options, form);
  if (dataset === undefined) return data;
  const unusual = await loadPart({ ...options, dataset, part: 'test' }, form);
  const columns = data.test?.columns;
  if (unusual.columns !== columns) {
    throw new DataError(
      `--unusual: rows of "${dataset}" have ${unusual.columns} values, those of "${options.dataset}" ${columns}`,
    );
  }
  return { ...data, unusual };
}

/** The command `judge`. @returns the exit code. */
export async function judge(options: JudgeCommandOptions): Promise<number> {
  const { checkpoints, seed, out } = options;
  const judged: JudgedModel[] = [];
  const tell = (lines: string): void => void process.stdout.write(`${lines}\n`);
  let images: Promise<JudgedRows> | undefined;
  const code = await withCheckpoints(
    checkpoints,
    options,
    async (form) => {
      await prepareOutFolder(out);
      if (form) return loadRows(options, form);
      images ??= loadRows(options);
      return images;
    },
    async (model, rows, described, checkpoint) => {
      const place = checkpoints.length > 1 ? `-${judged.length + 1}` : '';
      const own = await judgeModel(model, described, rows, seed);
      judged.push(own);
      if (judged.length > 1) tell('');
      tell(modelText(checkpoint, own.figures, described));
      for (const [name, bytes] of Object.entries(own.pictures)) {
        const file = join(out, name.replace('.', `${place}.`));
        await writeFileWhole(file, bytes);
        tell(`written   ${file}`);
      }
    },
  );
  // A command that started again in another process has told everything there.
  if (judged.length === 0) return code;
  const runs = judged.length > 1 ? judgeRuns(judged) : undefined;
  if (runs) tell(`\n${runsText(checkpoints, runs)}`);
  const file = join(out, 'judge.json');
  const models = judged.map(({ figures }, i) => ({ checkpoint: checkpoints[i], ...figures }));
  await writeFileWhole(
    file,
    new TextEncoder().encode(`${JSON.stringify({ models, ...(runs && { runs }) }, null, 2)}\n`),
  );
  tell(`written   ${file}`);
  return code;
}
