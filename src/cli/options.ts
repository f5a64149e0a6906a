import { Command, Option } from 'commander';
import { ConfigError } from '../errors.ts';
import { architectureOptions } from './architectureOptions.ts';
import type { Computer } from './computer.ts';
import type { ConditionSource } from './condition.ts';
import type { DataOptions } from './dataOptions.ts';
import { type ModelArguments, modelOptions } from './modelOptions.ts';
import { IMAGE, type Noun } from './noun.ts';
import { type ObjectiveArguments, objectiveOptions } from './objective.ts';
import { type OptimizerChoice, optimizerOptions } from './optimizerOptions.ts';
import { type PrivacyArguments, privacyOptions } from './privacyOptions.ts';
import { bucketsOption } from './sequenceOptions.ts';
import {
  adapterOption,
  backendOption,
  batchSizeOption,
  dataOptions,
  givenOptions,
  hiddenOption,
  integer,
  latentOption,
  text,
  threadsOption,
  tuneOption,
  tuningFileOption,
} from './sharedOptions.ts';

/** The options of `train`. An absent value was not given and has no default here. */
export interface TrainOptions
  extends ObjectiveArguments,
    OptimizerChoice,
    PrivacyArguments,
    ModelArguments,
    DataOptions,
    Computer {
  readonly epochs?: number;
  /** Lengths below that of a row, for batches of shorter texts. */
  readonly buckets?: readonly number[];
  readonly earlyStopping?: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly seed: number;
  readonly condition?: ConditionSource;
  /** Seed of training rows that are drawn with replacement. */
  readonly bootstrap?: number;
  readonly out: string;
  readonly resume?: string;
  readonly json: boolean;
  readonly tune?: boolean;
  readonly tuningFile?: string;
}

/** The `train` command with its options. `action` receives the parsed and checked options. */
export function trainCommand(action: (options: TrainOptions) => Promise<void>): Command {
  const command = new Command('train')
    .description(
      'Train a variational autoencoder or another model and write pictures, a loss chart, a checkpoint and a report.',
    )
    .addOption(
      integer(
        '--epochs <n>',
        'epochs to train in this run (default: 10, or 1 on a software adapter)',
        1,
        100_000,
      ),
    )
    .addOption(
      integer(
        '--early-stopping <patience>',
        'end after so many epochs in a row without a better figure of the test images (the ELBO; of a classifier the accuracy), and go back to the best epoch; the test images are the validation data then, so their figures flatter the model',
        1,
        100_000,
      ),
    )
    .addOption(
      integer(
        '--limit <n>',
        'use only the first n training and the first n test images',
        1,
        2 ** 31,
      ),
    )
    .addOption(batchSizeOption())
    .addOption(bucketsOption())
    .addOption(
      new Option('--learning-rate <x>', 'step size of the optimizer')
        .argParser(parseLearningRate)
        .default(0.001),
    )
    .addOption(latentOption())
    .addOption(hiddenOption())
    .addOption(
      integer(
        '--seed <n>',
        'seed of the weights, the shuffling, the noise and the samples',
        0,
        2 ** 32 - 1,
      ).default(1),
    )
    .addOption(
      new Option(
        '--condition <what>',
        'labels: tell both networks the class of every image, so that samples can be asked for by class',
      ).argParser(parseCondition),
    )
    .addOption(
      integer(
        '--bootstrap <seed>',
        'train on as many rows drawn with replacement, other ones for each seed: for several models that differ as much as the data leave open',
        0,
        2 ** 32 - 1,
      ),
    )
    .addOption(text('--out <folder>', 'where the results go').default('out'))
    .addOption(
      text('--resume <file>', 'go on from a checkpoint (model.safetensors) of an earlier run'),
    )
    .addOption(backendOption())
    .addOption(threadsOption())
    .addOption(adapterOption())
    .addOption(tuneOption())
    .addOption(tuningFileOption())
    .option('--json', 'write machine-readable lines, one JSON object each, instead of text', false)
    .allowExcessArguments(false);
  const more = [
    ...dataOptions(),
    ...modelOptions(),
    ...architectureOptions(),
    ...objectiveOptions(),
    ...optimizerOptions(),
    ...privacyOptions(),
  ];
  for (const option of more) command.addOption(option);
  return command.action((values: Omit<TrainOptions, 'given'>) =>
    action({ ...values, given: givenOptions(command, values) }),
  );
}

/** Checks that depend on the data. */
export function checkBatchSize(
  options: Pick<TrainOptions, 'batchSize' | 'limit' | 'given'>,
  rows: number,
  { many }: Noun = IMAGE,
): void {
  if (options.batchSize <= rows) return;
  if (options.given.has('batchSize')) {
    throw new ConfigError(
      `--batch-size ${options.batchSize} is larger than the training data, which has ${rows} ${many}. ` +
        `Pass --batch-size ${rows} or less.`,
    );
  }
  throw new ConfigError(
    `The training data has ${rows} ${many}, fewer than a batch of ${options.batchSize}. ` +
      `Pass --batch-size ${rows} or less${options.limit === undefined ? '' : ', or a larger --limit'}.`,
  );
}

function parseCondition(value: string): ConditionSource {
  if (value === 'labels') return value;
  throw new ConfigError(`--condition expects labels, got "${value}".`);
}

function parseLearningRate(value: string): number {
  const number = Number(value);
  if (value.trim() !== '' && number > 0 && number <= 1) return number;
  throw new ConfigError(
    `--learning-rate expects a number above 0 and up to 1, got "${value}". Usual is 0.001.`,
  );
}
