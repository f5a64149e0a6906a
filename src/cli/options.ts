import { Command, Option } from 'commander';
import { ConfigError } from '../errors.ts';
import type { AdapterKind } from '../node/adapter.ts';

/** What the user asked for; a value that is absent was not given and has no default of its own. */
export interface TrainOptions {
  readonly epochs?: number;
  readonly limit?: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly latent: number;
  readonly hidden: readonly number[];
  readonly seed: number;
  readonly dataset: string;
  readonly out: string;
  readonly resume?: string;
  readonly adapter: AdapterKind;
  readonly json: boolean;
  /** The options that stood on the command line, by their names here. */
  readonly given: ReadonlySet<string>;
}

const adapterKinds: readonly AdapterKind[] = ['auto', 'hardware', 'software'];

/** The `train` command with its options; `action` gets them parsed and checked. */
export function trainCommand(action: (options: TrainOptions) => Promise<void>): Command {
  const command = new Command('train')
    .description(
      'Train a variational autoencoder and write pictures, a loss chart, a checkpoint and a report.',
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
        '--limit <n>',
        'use only the first n training and the first n test images',
        1,
        2 ** 31,
      ),
    )
    .addOption(integer('--batch-size <n>', 'images a training step', 1, 65_536).default(128))
    .addOption(
      new Option('--learning-rate <x>', 'step size of Adam')
        .argParser(parseLearningRate)
        .default(0.001),
    )
    .addOption(integer('--latent <n>', 'dimensions of the latent space', 1, 4096).default(20))
    .addOption(
      new Option(
        '--hidden <sizes>',
        'hidden units, one number a layer from the input inwards, such as 400 or 400,200',
      )
        .argParser(parseHidden)
        .default([400], '400'),
    )
    .addOption(
      integer(
        '--seed <n>',
        'seed of the weights, the shuffling, the noise and the samples',
        0,
        2 ** 32 - 1,
      ).default(1),
    )
    .addOption(
      text(
        '--dataset <name>',
        'mnist, a folder with four IDX files, or one IDX file of images',
      ).default('mnist'),
    )
    .addOption(text('--out <folder>', 'where the results go').default('out'))
    .addOption(
      text('--resume <file>', 'go on from a checkpoint (model.safetensors) of an earlier run'),
    )
    .addOption(
      new Option('--adapter <kind>', 'auto, hardware or software')
        .argParser(parseAdapter)
        .default('auto'),
    )
    .option('--json', 'write machine-readable lines, one JSON object each, instead of text', false)
    .allowExcessArguments(false);
  return command.action((values: Omit<TrainOptions, 'given'>) => {
    const given = new Set(
      Object.keys(values).filter((name) => command.getOptionValueSource(name) === 'cli'),
    );
    return action({ ...values, given });
  });
}

/** Checks what can be checked only with the data at hand. */
export function checkBatchSize(options: TrainOptions, rows: number): void {
  if (options.batchSize <= rows) return;
  if (options.given.has('batchSize')) {
    throw new ConfigError(
      `--batch-size ${options.batchSize} is larger than the training data, which has ${rows} images. ` +
        `Pass --batch-size ${rows} or less.`,
    );
  }
  throw new ConfigError(
    `The training data has ${rows} images, fewer than a batch of ${options.batchSize}. ` +
      `Pass --batch-size ${rows} or less${options.limit === undefined ? '' : ', or a larger --limit'}.`,
  );
}

function integer(flags: string, description: string, least: number, most: number): Option {
  const name = nameOf(flags);
  return new Option(flags, description).argParser((value: string) => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= least && number <= most) return number;
    throw new ConfigError(
      `${name} expects a whole number from ${least} to ${most}, got "${value}".`,
    );
  });
}

function text(flags: string, description: string): Option {
  const name = nameOf(flags);
  return new Option(flags, description).argParser((value: string) => {
    if (value.trim() !== '') return value;
    throw new ConfigError(`${name} expects a name, got an empty one.`);
  });
}

function nameOf(flags: string): string {
  return flags.split(' ')[0] ?? flags;
}

function parseLearningRate(value: string): number {
  const number = Number(value);
  if (value.trim() !== '' && number > 0 && number <= 1) return number;
  throw new ConfigError(
    `--learning-rate expects a number above 0 and up to 1, got "${value}". Usual is 0.001.`,
  );
}

function parseHidden(value: string): number[] {
  const sizes = value.split(',').map((size) => (/^\d+$/.test(size.trim()) ? Number(size) : 0));
  if (sizes.every((size) => size >= 1 && size <= 16_384)) return sizes;
  throw new ConfigError(
    `--hidden expects whole numbers from 1 to 16384 with commas between them, such as 400 or 400,200, got "${value}".`,
  );
}

function parseAdapter(value: string): AdapterKind {
  const kind = adapterKinds.find((known) => known === value);
  if (kind !== undefined) return kind;
  throw new ConfigError(`--adapter expects one of ${adapterKinds.join(', ')}, got "${value}".`);
}
