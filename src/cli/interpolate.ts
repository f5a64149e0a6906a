import { Command, Option } from 'commander';
import { type Dataset, rowRange } from '../data/dataset.ts';
import { ConfigError } from '../errors.ts';
import type { InterpolationMethod } from '../index.ts';
import { type CheckpointOptions, checkpointArgument, withCheckpoint } from './checkpoint.ts';
import { rowsForModel } from './condition.ts';
import { type DataOptions, loadPart, type Part } from './data.ts';
import { prepareOutFile, writeOutFile } from './outFile.ts';
import { painterOf, shownModel } from './painter.ts';
import { mosaicPng } from './pictures.ts';
import { asImages } from './runData.ts';
import {
  adapterOption,
  backendOption,
  dataOptions,
  integer,
  partOption,
  text,
  threadsOption,
} from './sharedOptions.ts';

export interface InterpolateCommandOptions extends CheckpointOptions, DataOptions {
  readonly dataset: string;
  readonly part: Part;
  readonly from: number;
  readonly to: number;
  readonly steps: number;
  readonly method: InterpolationMethod;
  readonly out: string;
}

const methods: readonly InterpolationMethod[] = ['linear', 'spherical'];

/** The `interpolate` command with its options. `action` receives the parsed and checked options. */
export function interpolateCommand(
  action: (options: InterpolateCommandOptions) => Promise<void>,
): Command {
  const command = new Command('interpolate')
    .description('Write the way from one image to another through the latent space as a picture.')
    .addArgument(checkpointArgument());
  for (const option of dataOptions()) command.addOption(option);
  return command
    .addOption(partOption())
    .addOption(integer('--from <i>', 'number of the first image, from 0', 0, 2 ** 31).default(0))
    .addOption(integer('--to <j>', 'number of the last image, from 0', 0, 2 ** 31).default(1))
    .addOption(integer('--steps <n>', 'images on the way, both ends included', 2, 1000).default(10))
    .addOption(
      new Option('--method <method>', 'linear: straight; spherical: along the great circle')
        .argParser(parseMethod)
        .default('linear'),
    )
    .addOption(text('--out <file>', 'the picture to write').default('interpolation.png'))
    .addOption(backendOption())
    .addOption(threadsOption())
    .addOption(adapterOption())
    .allowExcessArguments(false)
    .action((checkpoint: string, options: Omit<InterpolateCommandOptions, 'checkpoint'>) =>
      action({ ...options, checkpoint }),
    );
}

/** The command `interpolate`. @returns the exit code. */
export function interpolate(options: InterpolateCommandOptions): Promise<number> {
  const { from, to, steps, method, out } = options;
  return withCheckpoint(
    options,
    async (words) => {
      const data = asImages(await loadPart(options, words));
      const ends = [rowOf(data, from, '--from'), rowOf(data, to, '--to')] as const;
      await prepareOutFile(out);
      return ends;
    },
    async (model, [a, b], described) => {
      const ends = [rowsForModel(described, a), rowsForModel(described, b)] as const;
      const painter = painterOf(shownModel(model, described));
      const images = await painter.interpolate(...ends, steps, { method });
      await writeOutFile(
        out,
        mosaicPng(images, painter.config.input, steps, painter.config.shape ?? a.shape),
      );
    },
  );
}

function rowOf(data: Dataset, row: number, option: string): Dataset {
  const { rows, name } = data;
  if (row >= rows) {
    throw new ConfigError(
      `${option} ${row} is beyond ${name}, which has ${rows} images: pass 0 to ${rows - 1}.`,
    );
  }
  return rowRange(data, row, row + 1);
}

function parseMethod(value: string): InterpolationMethod {
  const method = methods.find((known) => known === value);
  if (method !== undefined) return method;
  throw new ConfigError(`--method expects one of ${methods.join(', ')}, got "${value}".`);
}
