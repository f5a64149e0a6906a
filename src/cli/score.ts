import type { Command } from 'commander';
import { writeNpy } from '../formats/npy.ts';
import { type PartOptions, partCommand, withCheckpoint } from './checkpoint.ts';
import { rowsForModel } from './condition.ts';
import { loadPart } from './data.ts';
import type { Noun } from './noun.ts';
import { prepareOutFile, writeOutFile } from './outFile.ts';
import { adapterOption, backendOption, integer, text, threadsOption } from './sharedOptions.ts';
import { nounOfModel } from './textForm.ts';

export interface ScoreCommandOptions extends PartOptions {
  readonly samples?: number;
  readonly seed?: number;
  readonly out: string;
}

/** Number of rows that are printed. */
const SHOWN = 10;

/** The `score` command with its options. `action` receives the parsed and checked options. */
export function scoreCommand(action: (options: ScoreCommandOptions) => Promise<void>): Command {
  return partCommand(
    'score',
    'Write a score of every image as a NumPy file, float32 [images], and tell the most unusual ones: those with the highest score. It is the ELBO of a vae, or the first loss of another family.',
  )
    .addOption(
      integer(
        '--samples <k>',
        'score by an estimate of -log p(x) with k samples an image instead: ranks better, takes longer',
        1,
        5000,
      ),
    )
    .addOption(
      integer(
        '--seed <n>',
        'seed of the noise (that of the model, as in evaluate)',
        0,
        2 ** 32 - 1,
      ),
    )
    .addOption(text('--out <file>', 'the file to write').default('scores.npy'))
    .addOption(backendOption())
    .addOption(threadsOption())
    .addOption(adapterOption())
    .action((checkpoint: string, options: Omit<ScoreCommandOptions, 'checkpoint'>) =>
      action({ ...options, checkpoint }),
    );
}

/** The command `score`. @returns the exit code. */
export function score(options: ScoreCommandOptions): Promise<number> {
  const { samples, seed, out } = options;
  return withCheckpoint(
    options,
    async (form) => {
      const data = await loadPart(options, form);
      await prepareOutFile(out);
      return data;
    },
    async (model, loaded, described) => {
      const data = rowsForModel(described, loaded);
      const given = {
        ...(seed !== undefined && { seed }),
        ...(samples !== undefined && { samples }),
      };
      // The first figure of a vae is its ELBO, that of another family its first loss.
      const [[name, values] = ['', new Float32Array()]] = Object.entries(
        await model.score(data, given),
      );
      await writeOutFile(out, writeNpy(values, [values.length]));
      const noun = nounOfModel(described.architecture);
      process.stdout.write(`${highest(name, values, noun)}\n`);
    },
  );
}

/** `highest elbo: image 12 (231.40), …`, the mean and the number of images. */
function highest(name: string, values: Float32Array, { one, many }: Noun): string {
  const order = [...values.keys()].sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
  const shown = order.slice(0, SHOWN).map((row) => `${one} ${row} (${values[row]?.toFixed(2)})`);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return (
    `${values.length} ${many}, ${name} ${mean.toFixed(2)} nats on average\n` +
    `highest: ${shown.join(', ')}`
  );
}
