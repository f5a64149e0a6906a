import { readFile } from 'node:fs/promises';
import { readCheckpoint as readSaved, resumedArchitecture } from '../checkpoints/checkpoint.ts';
import { CheckpointError, ConfigError, DataError } from '../errors.ts';
import type { Model } from '../families/model.ts';
import { loadFamily } from '../families/registry.ts';
import { toConfig } from '../families/vae/shortForm.ts';
import { type Dataset, type Notice, VAE } from '../index.ts';
import type { OpenGpu } from '../node/adapter.ts';
import { assertSameChoice } from './architectureOptions.ts';
import { type ImageColumns, imageColumns, modelOf } from './describedModel.ts';
import { modelAsked, shortFormFlags } from './modelOptions.ts';
import { assertObjective, objectiveOf } from './objective.ts';
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

/** What a run's model is asked to fit: data, and columns of side information, the last ones of every row. */
export interface ModelData {
  readonly train: Pick<Dataset, 'name' | 'rows' | 'columns' | 'labels'>;
  readonly condition: number;
}

/**
 * The model of a run as the command line or a checkpoint says it, without a GPU.
 * @throws ConfigError for an architecture that makes no sense or does not fit the data
 * @throws CheckpointError when the checkpoint's architecture is not what the options or the data ask for
 * @throws DataError when a model that is trained on labels is given none
 */
export async function describeRun(
  options: TrainOptions,
  { train, condition }: ModelData,
  checkpoint: Uint8Array | undefined,
): Promise<Model> {
  const columns = { input: train.columns - condition, condition };
  const model =
    checkpoint === undefined
      ? await modelAsked(options, columns)
      : await modelOf(resumedArchitecture(readSaved(checkpoint), {}));
  if (checkpoint === undefined) checkData(model, columns);
  else await checkArchitecture(model, options, columns);
  if (model.fields.some(({ name }) => name === 'label') && !train.labels) {
    throw new DataError(
      `${train.name} has no labels, which a model of the family "${model.architecture.family}" is ` +
        'trained on. Pass a folder with images and labels, or mnist.',
    );
  }
  assertObjective(options, await loadFamily(model.architecture.family));
  return model;
}

/**
 * Makes the model of a run: a new one, or the one of a checkpoint. A checkpoint keeps its own learning rate, objective,
 * seed and hyperparameters unless the options were given, and its optimizer always.
 *
 * @throws CheckpointError when the checkpoint's optimizer is not what the options ask for.
 */
export async function makeModel(
  options: TrainOptions,
  { architecture }: Model,
  rows: number,
  opened: OpenGpu,
  checkpoint: Uint8Array | undefined,
): Promise<VAE> {
  const { gpu, adapter } = opened;
  const { batchSize, learningRate, seed, given } = options;
  const { beta } = (await loadFamily(architecture.family)).defaults;
  const steps = Math.ceil(rows / batchSize);
  const usualBeta = typeof beta === 'number' ? beta : 1;
  const objective = objectiveOf(options, learningRate, steps, usualBeta);
  if (checkpoint === undefined) {
    const training = { batchSize, learningRate, seed, ...optimizerChoice(options), ...objective };
    return VAE.create({ architecture, gpu, adapter, onNotice, ...training });
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
    checkOptimizer(model.options, options);
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

/** A new model takes the images of the data. */
function checkData(model: Model, data: ImageColumns): void {
  const { input, condition } = imageColumns(model);
  if (input !== data.input) {
    throw new ConfigError(
      `the architecture takes images of ${input} values, the data have ${data.input}. ` +
        'Leave its input out, or pass other data.',
    );
  }
  if (condition === data.condition) return;
  throw new ConfigError(
    `the architecture ${conditionInWords(condition)}, this run ${conditionInWords(data.condition)}. ` +
      'Leave its condition out, and pass --condition labels for a model that knows labels.',
  );
}

/** Compares a checkpoint's architecture with the data and with what was given on the command line. */
async function checkArchitecture(
  model: Model,
  options: TrainOptions,
  data: ImageColumns,
): Promise<void> {
  const { resume, given, latent, hidden } = options;
  const { input, condition } = imageColumns(model);
  if (input !== data.input) {
    throw new CheckpointError(
      `"${resume}" is a model of images of ${input} values, the data have ${data.input}. ` +
        'Pass the data it was trained on, or train anew without --resume.',
    );
  }
  if (condition !== data.condition) {
    throw new CheckpointError(
      `"${resume}" ${conditionInWords(condition)}, this run ${conditionInWords(data.condition)}. ` +
        'Pass the data and the --condition that it was trained with, or train anew without --resume.',
    );
  }
  if (options.model !== undefined || options.architecture !== undefined) {
    const asked = await modelAsked(options, data);
    if (JSON.stringify(asked.architecture) === JSON.stringify(model.architecture)) return;
    const flag = options.model === undefined ? '--architecture' : '--model';
    throw new CheckpointError(
      `"${resume}" has another architecture than ${flag} asks for. ` +
        `Leave ${flag} out, or train anew without --resume.`,
    );
  }
  const flags = shortFormFlags(given);
  if (flags.length === 0) return;
  const config = toConfig(model.architecture);
  if (!config) {
    throw new CheckpointError(
      `"${resume}" is no model that ${flags.join(', ')} can describe. ` +
        'Leave these out, or train anew without --resume.',
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
  assertSameChoice(config, options, resume);
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
