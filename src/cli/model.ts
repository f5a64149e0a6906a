import { readFile } from 'node:fs/promises';
import { CheckpointError, ConfigError } from '../errors.ts';
import { type Dataset, type Notice, VAE } from '../index.ts';
import type { OpenGpu } from '../node/adapter.ts';
import { architectureChoice, assertSameChoice } from './architectureOptions.ts';
import { objectiveOf } from './objective.ts';
import { optimizerChoice } from './optimizerOptions.ts';
import type { TrainOptions } from './options.ts';

/**
 * Reads the file that `--resume` or an argument names.
 *
 * @param named what it is called in the message.
 * @throws ConfigError when it cannot be read.
 */
export async function readCheckpoint(path: string, named = '--resume'): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new ConfigError(
      `${named} "${path}" cannot be read: ${error instanceof Error ? error.message : String(error)}. ` +
        'Pass the model.safetensors of an earlier run.',
      { cause: error },
    );
  }
}

/**
 * Makes the model of a run: a new one, or the one of a checkpoint. A checkpoint keeps its own learning rate, objective,
 * seed and hyperparameters unless the options were given, and its optimizer always.
 *
 * @param condition columns of the data that are side information, the last ones of every row
 * @throws CheckpointError when the checkpoint's architecture or optimizer is not what the options or the data ask for.
 */
export async function makeModel(
  options: TrainOptions,
  { rows, columns }: Pick<Dataset, 'rows' | 'columns'>,
  condition: number,
  opened: OpenGpu,
  checkpoint: Uint8Array | undefined,
): Promise<VAE> {
  const { gpu, adapter } = opened;
  const { batchSize, learningRate, seed, given } = options;
  const objective = objectiveOf(options, learningRate, Math.ceil(rows / batchSize));
  if (checkpoint === undefined) {
    const { hidden, latent } = options;
    const config = { input: columns - condition, condition, hidden: [...hidden], latent };
    const training = { batchSize, learningRate, seed, ...optimizerChoice(options), ...objective };
    const whole = { ...config, ...architectureChoice(options) };
    return VAE.create({ config: whole, gpu, adapter, onNotice, ...training });
  }
  // The optimizer is the checkpoint's; whether it is the one asked for is seen below.
  const { optimizer: _, ...hyperparameters } = optimizerChoice(options);
  const model = await VAE.load(checkpoint, {
    gpu,
    adapter,
    onNotice,
    batchSize,
    ...(given.has('learningRate') ? { learningRate } : {}),
    ...(given.has('seed') ? { seed } : {}),
    ...objective,
    ...hyperparameters,
  });
  try {
    checkArchitecture(model.config, options, columns - condition, condition);
    checkOptimizer(model.options, options);
    assertSameChoice(model.config, options, options.resume);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}

/** Notices go where errors go: standard output may be read by a program. */
export function onNotice({ message }: Notice): void {
  process.stderr.write(`webgpu-vae: ${message}\n`);
}

/** Compares a checkpoint's architecture with the data and with what was given on the command line. */
function checkArchitecture(
  config: Pick<VAE['config'], 'input' | 'condition' | 'hidden' | 'latent'>,
  { resume, given, latent, hidden }: TrainOptions,
  columns: number,
  condition: number,
): void {
  if (config.input !== columns) {
    throw new CheckpointError(
      `"${resume}" is a model of images of ${config.input} values, the data have ${columns}. ` +
        'Pass the data it was trained on, or train anew without --resume.',
    );
  }
  if (config.condition !== condition) {
    throw new CheckpointError(
      `"${resume}" ${conditionInWords(config.condition)}, this run ${conditionInWords(condition)}. ` +
        'Pass the data and the --condition that it was trained with, or train anew without --resume.',
    );
  }
  if (given.has('latent') && config.latent !== latent) {
    throw new CheckpointError(
      `"${resume}" has a latent space of ${config.latent}, --latent asks for ${latent}. ` +
        'Leave --latent out, or train anew without --resume.',
    );
  }
  if (given.has('hidden') && config.hidden.join() !== hidden.join()) {
    throw new CheckpointError(
      `"${resume}" has hidden layers ${config.hidden.join(',')}, --hidden asks for ${hidden.join(',')}. ` +
        'Leave --hidden out, or train anew without --resume.',
    );
  }
}

/** A checkpoint's moments are of no use to another optimizer. */
function checkOptimizer(own: VAE['options'], { resume, optimizer }: TrainOptions): void {
  if (optimizer === undefined || optimizer === own.optimizer) return;
  throw new CheckpointError(
    `"${resume}" was trained with ${own.optimizer}, --optimizer asks for ${optimizer}. ` +
      'Leave --optimizer out, or train anew without --resume.',
  );
}

function conditionInWords(classes: number): string {
  return classes === 0 ? 'knows no labels' : `knows labels of ${classes} classes`;
}

/** The layers in words: `784-400-20-400-784, batch 128`; with a condition of ten, `784+10-400-20+10-400-784`. */
export function describeLayers(
  { input, hidden, latent, condition }: VAE['config'],
  batchSize: number,
): string {
  const beside = condition > 0 ? `+${condition}` : '';
  const layers = [
    `${input}${beside}`,
    ...hidden,
    `${latent}${beside}`,
    ...hidden.toReversed(),
    input,
  ];
  return `${layers.join('-')}, batch ${batchSize}`;
}
