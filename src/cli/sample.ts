import { Command, Option } from 'commander';
import { ConfigError } from '../errors.ts';
import { type CheckpointOptions, checkpointArgument, withCheckpoint } from './checkpoint.ts';
import { sampleCondition } from './condition.ts';
import { kindOfData, namesOf } from './dataForm.ts';
import { imageColumns } from './describedModel.ts';
import { type ImageSize, parseSize, shapeOf } from './imageSize.ts';
import { imagesOfLabels, labelModality } from './labelModality.ts';
import { prepareOutFile, writeOutFile } from './outFile.ts';
import { painterOf, shownModel } from './painter.ts';
import { mosaicPng } from './pictures.ts';
import {
  adapterOption,
  backendOption,
  givenOptions,
  integer,
  knownOption,
  number,
  refuse,
  seedOption,
  text,
  threadsOption,
} from './sharedOptions.ts';
import { tableLines, tableText } from './tableText.ts';
import { sampledTexts, sampledWords } from './textSamples.ts';

export interface SampleCommandOptions extends CheckpointOptions {
  readonly count: number;
  readonly seed: number;
  readonly temperature: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly beam?: number;
  readonly known: boolean;
  readonly label?: number;
  readonly size?: ImageSize;
  readonly out: string;
  /** The options given on the command line, by their names here. */
  readonly given: ReadonlySet<string>;
}

/** The `sample` command with its options. `action` receives the parsed and checked options. */
export function sampleCommand(action: (options: SampleCommandOptions) => Promise<void>): Command {
  const command = new Command('sample');
  return command
    .description(
      'Draw new images from a trained model and write them as one picture. Of a model of texts, print new texts, or the likeliest words of them.',
    )
    .addArgument(checkpointArgument())
    .addOption(integer('--count <n>', 'how many images or texts', 1, 10_000).default(100))
    .addOption(seedOption())
    .addOption(
      new Option(
        '--temperature <x>',
        'standard deviation of the latents: below 1 more typical images, above 1 more varied ones; of --model sequence it divides the logits of the tokens, and 0 takes the likeliest',
      )
        .argParser(parseTemperature)
        .default(1),
    )
    .addOption(
      integer(
        '--top-k <k>',
        'draw only from the k likeliest tokens, of --model sequence',
        1,
        2 ** 24,
      ),
    )
    .addOption(
      number(
        '--top-p <p>',
        'draw only from the likeliest tokens with this share together, of --model sequence',
        {
          holds: (p) => p > 0 && p <= 1,
          wanted: 'a number above 0 and up to 1',
          usual: '0.9',
        },
      ),
    )
    .addOption(
      integer(
        '--beam <n>',
        'search for the likeliest text of each latent point with so many at a time, of --model sequence',
        1,
        1024,
      ),
    )
    .addOption(knownOption())
    .addOption(
      integer(
        '--label <n>',
        'the class to draw, of a model trained with --condition labels (default: a column each) or --model multimodal (default: any)',
        0,
        255,
      ),
    )
    .addOption(
      new Option(
        '--size <WxH>',
        'width and height of an image, such as 28x28, where the architecture does not say it (default: as square as its values allow)',
      ).argParser(parseSize),
    )
    .addOption(text('--out <file>', 'the picture to write').default('samples.png'))
    .addOption(backendOption())
    .addOption(threadsOption())
    .addOption(adapterOption())
    .allowExcessArguments(false)
    .action((checkpoint: string, values: Omit<SampleCommandOptions, 'checkpoint' | 'given'>) =>
      action({ ...values, checkpoint, given: givenOptions(command, values) }),
    );
}

/** Options that some models do not take, by their names here. */
const OF_IMAGES = ['out', 'label', 'size'];
const OF_DRAWS = ['temperature', 'topK', 'topP', 'known'];
const OF_SEQUENCES = ['topK', 'topP', 'beam', 'known'];

/** The command `sample`. @returns the exit code. */
export function sample(options: SampleCommandOptions): Promise<number> {
  const { count, seed, temperature, label, size, out, given } = options;
  return withCheckpoint(
    options,
    async (form) => {
      if (form) {
        refuse(given, OF_IMAGES, `a model of ${kindOfData(form)}, whose samples are printed`);
      }
      if (form?.kind !== 'sequences')
        refuse(given, OF_SEQUENCES, 'a model that writes no sequences');
      if (given.has('beam')) refuse(given, OF_DRAWS, '--beam, which draws no token');
      if (!form) await prepareOutFile(out);
      return form;
    },
    async (model, form, described) => {
      if (form) {
        if (form.kind === 'table') {
          const { columns, outcomes } = form;
          if (outcomes) {
            throw new ConfigError(
              'a model of outcomes draws no rows, since it is told their other columns: use outcome or impute.',
            );
          }
          const rows = await model.sample(count, { seed, temperature });
          process.stdout.write(tableText(tableLines(columns, rows)));
          return;
        }
        const texts =
          form.kind === 'sequences'
            ? await sampledTexts(model, form, count, options)
            : await sampledWords(model, namesOf(form), count, {
                ...options,
                condition: sampleCondition(imageColumns(described), count),
              });
        process.stdout.write(`${texts.join('\n')}\n`);
        return;
      }
      const painter = painterOf(shownModel(model, described));
      const { config } = painter;
      const shape = shapeOf(size, config.input, config.shape);
      const modality = label === undefined ? undefined : labelModality(described);
      if (modality) {
        refuse(given, ['temperature'], 'images of a label of a model of several modalities');
      }
      const condition = modality ? undefined : sampleCondition(config, count, label);
      const images = modality
        ? await imagesOfLabels(model, modality, new Array(count).fill(label), seed)
        : await painter.sample(count, { seed, temperature, ...(condition && { condition }) });
      const square = Math.ceil(Math.sqrt(count));
      const columns = condition && label === undefined ? config.condition : square;
      await writeOutFile(out, mosaicPng(images, config.input, columns, shape));
    },
  );
}

function parseTemperature(value: string): number {
  const number = Number(value);
  if (value.trim() !== '' && number >= 0 && number <= 1000) return number;
  throw new ConfigError(`--temperature expects a number from 0 to 1000, got "${value}".`);
}
