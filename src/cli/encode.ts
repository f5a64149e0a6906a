import type { Command } from 'commander';
import { writeNpy } from '../formats/npy.ts';
import { type PartOptions, partCommand, withCheckpoint } from './checkpoint.ts';
import { rowsForModel } from './condition.ts';
import { loadPart } from './data.ts';
import { prepareOutFile, writeOutFile } from './outFile.ts';
import {
  adapterOption,
  backendOption,
  givenOptions,
  refuse,
  seedOption,
  text,
  threadsOption,
} from './sharedOptions.ts';

export interface EncodeCommandOptions extends PartOptions {
  readonly sample: boolean;
  readonly seed: number;
  readonly out: string;
  /** The options given on the command line, by their names here. */
  readonly given: ReadonlySet<string>;
}

/** The `encode` command with its options. `action` receives the parsed and checked options. */
export function encodeCommand(action: (options: EncodeCommandOptions) => Promise<void>): Command {
  const command = partCommand(
    'encode',
    'Write the latents of images as a NumPy file, float32 [images, latent].',
  );
  return command
    .option('--sample', 'write a sample of each posterior in place of its mean', false)
    .addOption(seedOption())
    .addOption(text('--out <file>', 'the file to write').default('latents.npy'))
    .addOption(backendOption())
    .addOption(threadsOption())
    .addOption(adapterOption())
    .action((checkpoint: string, values: Omit<EncodeCommandOptions, 'checkpoint' | 'given'>) =>
      action({ ...values, checkpoint, given: givenOptions(command, values) }),
    );
}

/** The command `encode`. @returns the exit code. */
export function encode(options: EncodeCommandOptions): Promise<number> {
  const { sample, seed, out } = options;
  if (!sample) refuse(options.given, ['seed'], 'means, which draw nothing; --sample does');
  return withCheckpoint(
    options,
    async (form) => {
      const data = await loadPart(options, form);
      await prepareOutFile(out);
      return data;
    },
    async (model, loaded, described) => {
      const data = rowsForModel(described, loaded);
      const latents = sample
        ? (await model.encode(data, { sample, seed })).z
        : (await model.encode(data)).mu;
      await writeOutFile(out, writeNpy(latents, [data.rows, latents.length / data.rows]));
    },
  );
}
