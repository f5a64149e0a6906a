import { type Command, Option } from 'commander';
import { ConfigError } from '../errors.ts';
import { type AnomalyThreshold, anomalyThreshold } from '../evaluation/anomaly/threshold.ts';
import { writeNpy } from '../formats/npy.ts';
import { type PartOptions, partCommand, withCheckpoint } from './checkpoint.ts';
import { rowsForModel } from './condition.ts';
import { loadPart, loadScored } from './data.ts';
import { nounOfModel } from './dataForm.ts';
import type { Noun } from './noun.ts';
import { prepareOutFile, writeOutFile } from './outFile.ts';
import type { RunRows } from './runData.ts';
import {
  adapterOption,
  backendOption,
  givenOptions,
  integer,
  number,
  text,
  threadsOption,
} from './sharedOptions.ts';

export interface ScoreCommandOptions extends PartOptions {
  readonly samples?: number;
  readonly regret?: boolean;
  readonly seed?: number;
  /** A data set of usual rows. */
  readonly usual?: string;
  readonly falseAlarms?: number;
  readonly out: string;
  /** The options given on the command line, by their names here. */
  readonly given: ReadonlySet<string>;
}

/** Number of rows that are printed. */
const SHOWN = 10;

/** The `score` command with its options. `action` receives the parsed and checked options. */
export function scoreCommand(action: (options: ScoreCommandOptions) => Promise<void>): Command {
  const command = partCommand(
    'score',
    'Write a score of every image as a NumPy file, float32 [images], and tell the most unusual ones: those with the highest score. It is the ELBO of a vae, or the first loss of another family. Of a table all rows are scored, unless --part is given.',
  );
  return command
    .addOption(
      integer(
        '--samples <k>',
        'score by an estimate of -log p(x) with k samples an image instead: ranks better, takes longer',
        1,
        5000,
      ),
    )
    .addOption(
      new Option(
        '--regret',
        'score by the likelihood regret instead: what the posterior that is best for the image itself gains over that of the encoder',
      ).conflicts('samples'),
    )
    .addOption(
      integer(
        '--seed <n>',
        'seed of the noise (that of the model, as in evaluate)',
        0,
        2 ** 32 - 1,
      ),
    )
    .addOption(
      text(
        '--usual <name>',
        'a data set of usual rows, whose test part was not trained on, such as the one of train: tells which rows are unusual beside it',
      ),
    )
    .addOption(
      number(
        '--false-alarms <share>',
        'the share of usual rows that may be told as unusual (default: 0.01)',
        {
          holds: (share) => share > 0 && share < 1,
          wanted: 'a number between 0 and 1',
          usual: '0.01',
        },
      ),
    )
    .addOption(text('--out <file>', 'the file to write').default('scores.npy'))
    .addOption(backendOption())
    .addOption(threadsOption())
    .addOption(adapterOption())
    .action((checkpoint: string, values: Omit<ScoreCommandOptions, 'checkpoint' | 'given'>) =>
      action({ ...values, checkpoint, given: givenOptions(command, values) }),
    );
}

/** The command `score`. @returns the exit code. */
export function score(options: ScoreCommandOptions): Promise<number> {
  const { samples, regret, seed, usual, falseAlarms, out } = options;
  if (falseAlarms !== undefined && usual === undefined) {
    throw new ConfigError('--false-alarms goes with --usual, the rows that it is about.');
  }
  return withCheckpoint(
    options,
    async (form) => {
      const { limit: _, ...all } = options;
      const data = await loadScored(options, options.given.has('part'), form);
      const others =
        usual === undefined
          ? undefined
          : await loadPart({ ...all, dataset: usual, part: 'test' }, form);
      await prepareOutFile(out);
      return { data, others };
    },
    async (model, { data, others }, described) => {
      const given = {
        ...(seed !== undefined && { seed }),
        ...(samples !== undefined && { samples }),
        ...(regret && { regret: {} }),
      };
      // The first figure of a vae is its ELBO, that of another family its first loss; the regret is before the ELBO.
      const scoresOf = async (rows: RunRows): Promise<readonly [string, Float32Array]> => {
        const [first] = Object.entries(await model.score(rowsForModel(described, rows), given));
        return first ?? ['', new Float32Array()];
      };
      const [name, values] = await scoresOf(data.rows);
      const threshold =
        others &&
        anomalyThreshold((await scoresOf(others))[1], {
          ...(falseAlarms !== undefined && { falseAlarms }),
        });
      await writeOutFile(out, writeNpy(values, [values.length]));
      const noun = nounOfModel(described.architecture);
      const named = (row: number): string => `${noun.one} ${data.numbers?.[row] ?? row}`;
      process.stdout.write(`${highest(name, values, noun, named)}\n`);
      if (threshold) process.stdout.write(`${unusual(values, threshold, noun, named)}\n`);
    },
  );
}

/** `unusual: 3 of 60 images, above 231.40; so are 0.99 % of usual ones at most, by 600 of them` and their numbers. */
function unusual(
  values: Float32Array,
  { limit, falseAlarms, rows }: AnomalyThreshold,
  { many }: Noun,
  named: (row: number) => string,
): string {
  const above = [...values.keys()].filter((row) => (values[row] as number) > limit);
  const share = `${(100 * falseAlarms).toFixed(2)} %`;
  const shown = above.slice(0, SHOWN).map(named);
  const more = above.length > SHOWN ? `, and ${above.length - SHOWN} more` : '';
  return (
    `unusual: ${above.length} of ${values.length} ${many}, above ${limit.toFixed(2)}; of usual ones ${share} at most are, by ` +
    `${rows} of them${above.length > 0 ? `\n${shown.join(', ')}${more}` : ''}`
  );
}

/** `highest elbo: image 12 (231.40), …`, the mean and the number of images. */
function highest(
  name: string,
  values: Float32Array,
  { many }: Noun,
  named: (row: number) => string,
): string {
  const order = [...values.keys()].sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
  const shown = order.slice(0, SHOWN).map((row) => `${named(row)} (${values[row]?.toFixed(2)})`);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return (
    `${values.length} ${many}, ${name} ${mean.toFixed(2)} nats on average\n` +
    `highest: ${shown.join(', ')}`
  );
}
