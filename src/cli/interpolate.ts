import { Command, Option } from 'commander';
import { type Dataset, rowRange } from '../data/dataset.ts';
import { ConfigError } from '../errors.ts';
import type { Model } from '../families/model.ts';
import type { InterpolationMethod, VAE } from '../index.ts';
import { decodeTokens, encodeTexts } from '../text/sequences.ts';
import { SPECIAL_TOKENS } from '../text/tokens.ts';
import { type CheckpointOptions, checkpointArgument, withCheckpoint } from './checkpoint.ts';
import { rowsForModel } from './condition.ts';
import { loadPart } from './data.ts';
import type { Sequences } from './dataForm.ts';
import { DATA_OPTION_NAMES, type DataOptions, type Part } from './dataOptions.ts';
import { prepareOutFile, writeOutFile } from './outFile.ts';
import { painterOf, shownModel } from './painter.ts';
import { mosaicPng } from './pictures.ts';
import { asImages } from './runData.ts';
import {
  adapterOption,
  backendOption,
  dataOptions,
  givenOptions,
  integer,
  knownOption,
  partOption,
  refuse,
  text,
  threadsOption,
} from './sharedOptions.ts';
import { knownTextsBetween } from './textSamples.ts';

export interface InterpolateCommandOptions extends CheckpointOptions, DataOptions {
  readonly dataset: string;
  readonly part: Part;
  /** The number of an image, or a text. */
  readonly from: string;
  readonly to: string;
  readonly steps: number;
  readonly method: InterpolationMethod;
  readonly known: boolean;
  readonly out: string;
  /** The options given on the command line, by their names here. */
  readonly given: ReadonlySet<string>;
}

const methods: readonly InterpolationMethod[] = ['linear', 'spherical'];

/** The `interpolate` command with its options. `action` receives the parsed and checked options. */
export function interpolateCommand(
  action: (options: InterpolateCommandOptions) => Promise<void>,
): Command {
  const command = new Command('interpolate')
    .description(
      'Write the way from one image to another through the latent space as a picture. Of a model of sequences, print the way from one text to another.',
    )
    .addArgument(checkpointArgument());
  for (const option of dataOptions()) command.addOption(option);
  return command
    .addOption(partOption())
    .addOption(
      text('--from <i>', 'number of the first image, from 0; or the first text').default('0'),
    )
    .addOption(text('--to <j>', 'number of the last image, from 0; or the last text').default('1'))
    .addOption(
      integer('--steps <n>', 'images or texts on the way, both ends included', 2, 1000).default(10),
    )
    .addOption(
      new Option('--method <method>', 'linear: straight; spherical: along the great circle')
        .argParser(parseMethod)
        .default('linear'),
    )
    .addOption(knownOption())
    .addOption(text('--out <file>', 'the picture to write').default('interpolation.png'))
    .addOption(backendOption())
    .addOption(threadsOption())
    .addOption(adapterOption())
    .allowExcessArguments(false)
    .action((checkpoint: string, values: Omit<InterpolateCommandOptions, 'checkpoint' | 'given'>) =>
      action({ ...values, checkpoint, given: givenOptions(command, values) }),
    );
}

/** Writes the way between two ends. */
type Way = (model: VAE, described: Model) => Promise<void>;

/** The command `interpolate`. @returns the exit code. */
export function interpolate(options: InterpolateCommandOptions): Promise<number> {
  return withCheckpoint<Way>(
    options,
    async (form) => {
      if (form?.kind === 'sequences') return wayOfTexts(options, form);
      if (!form) {
        refuse(options.given, ['known'], 'a model of images');
        return wayOfImages(options);
      }
      throw new ConfigError(
        'the model of the checkpoint writes no texts between others: pass one of images or of sequences.',
      );
    },
    (model, write, described) => write(model, described),
  );
}

async function wayOfImages({
  from,
  to,
  steps,
  method,
  out,
  ...data
}: InterpolateCommandOptions): Promise<Way> {
  const images = asImages(await loadPart(data));
  const [a, b] = [rowOf(images, from, '--from'), rowOf(images, to, '--to')];
  await prepareOutFile(out);
  return async (model, described) => {
    const ends = [rowsForModel(described, a), rowsForModel(described, b)] as const;
    const painter = painterOf(shownModel(model, described));
    const way = await painter.interpolate(...ends, steps, { method });
    await writeOutFile(
      out,
      mosaicPng(way, painter.config.input, steps, painter.config.shape ?? a.shape),
    );
  };
}

/** @throws ConfigError for an end that is no image of the data */
function rowOf(data: Dataset, given: string, option: string): Dataset {
  const { rows, name } = data;
  if (!/^\d+$/.test(given)) {
    throw new ConfigError(`${option} expects the number of an image, from 0, got "${given}".`);
  }
  const row = Number(given);
  if (row < rows) return rowRange(data, row, row + 1);
  throw new ConfigError(
    `${option} ${row} is beyond ${name}, which has ${rows} images: pass 0 to ${rows - 1}.`,
  );
}

/** Options that say images, by their names here. */
const OF_IMAGES = [...DATA_OPTION_NAMES, 'part', 'out'];

function wayOfTexts(
  { from, to, steps, method, known, given }: InterpolateCommandOptions,
  form: Sequences,
): Way {
  refuse(given, OF_IMAGES, 'a way between texts, which --from and --to say');
  for (const name of ['from', 'to']) {
    if (!given.has(name)) throw new ConfigError(`--${name} is missing: pass a text.`);
  }
  const [a, b] = [rowOfText(form, from, '--from'), rowOfText(form, to, '--to')];
  return async (model) => {
    const texts = known
      ? await knownTextsBetween(model, form, [a, b], { steps, method })
      : decodeTokens(await model.interpolate(a, b, steps, { method }), form, {
          length: form.length,
        });
    process.stdout.write(`${texts.join('\n')}\n`);
  };
}

/** @throws ConfigError for a text of which the model knows nothing */
function rowOfText(form: Sequences, given: string, option: string): Dataset<'u32'> {
  const { rows } = encodeTexts([given], form, { length: form.length });
  if (rows.data.some((token) => token >= SPECIAL_TOKENS)) return rows;
  throw new ConfigError(
    `${option} "${given}" has no token that the model knows: pass a text like those it was trained on.`,
  );
}

function parseMethod(value: string): InterpolationMethod {
  const method = methods.find((known) => known === value);
  if (method !== undefined) return method;
  throw new ConfigError(`--method expects one of ${methods.join(', ')}, got "${value}".`);
}
