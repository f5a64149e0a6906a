import { Command, Option } from 'commander';
import { ConfigError } from '../errors.ts';
import { topWords } from '../text/topics.ts';
import { type CheckpointOptions, checkpointArgument, withCheckpoint } from './checkpoint.ts';
import { sampleCondition } from './condition.ts';
import { type ImageSize, parseSize, shapeOf } from './imageSize.ts';
import { prepareOutFile, writeOutFile } from './outFile.ts';
import { painterOf, shownModel } from './painter.ts';
import { mosaicPng } from './pictures.ts';
import {
  adapterOption,
  backendOption,
  integer,
  seedOption,
  text,
  threadsOption,
} from './sharedOptions.ts';

export interface SampleCommandOptions extends CheckpointOptions {
  readonly count: number;
  readonly seed: number;
  readonly temperature: number;
  readonly label?: number;
  readonly size?: ImageSize;
  readonly out: string;
}

/** The `sample` command with its options. `action` receives the parsed and checked options. */
export function sampleCommand(action: (options: SampleCommandOptions) => Promise<void>): Command {
  return new Command('sample')
    .description(
      'Draw new images from a trained model and write them as one picture. Of a topic model, print the likeliest words of new texts.',
    )
    .addArgument(checkpointArgument())
    .addOption(integer('--count <n>', 'how many images', 1, 10_000).default(100))
    .addOption(seedOption())
    .addOption(
      new Option(
        '--temperature <x>',
        'standard deviation of the latents: below 1 more typical images, above 1 more varied ones',
      )
        .argParser(parseTemperature)
        .default(1),
    )
    .addOption(
      integer(
        '--label <n>',
        'the class to draw, of a model trained with --condition labels (default: a column each)',
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
    .action((checkpoint: string, options: Omit<SampleCommandOptions, 'checkpoint'>) =>
      action({ ...options, checkpoint }),
    );
}

/** Words of a sampled text that are shown: the likeliest. */
const WORDS = 10;

/** The command `sample`. @returns the exit code. */
export function sample(options: SampleCommandOptions): Promise<number> {
  const { count, seed, temperature, label, size, out } = options;
  return withCheckpoint(
    options,
    async (words) => {
      if (!words) await prepareOutFile(out);
      return words;
    },
    async (model, words, described) => {
      if (words) {
        const shares = await model.sample(count, { seed, temperature });
        const texts = topWords(shares, words, WORDS).map((own) => own.join(' '));
        process.stdout.write(`${texts.join('\n')}\n`);
        return;
      }
      const painter = painterOf(shownModel(model, described));
      const { config } = painter;
      const shape = shapeOf(size, config.input, config.shape);
      const condition = sampleCondition(config, count, label);
      const images = await painter.sample(count, {
        seed,
        temperature,
        ...(condition && { condition }),
      });
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
