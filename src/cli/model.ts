import { readFile } from 'node:fs/promises';
import { readCheckpoint as readSaved } from '../checkpoints/readCheckpoint.ts';
import { resumedArchitecture } from '../checkpoints/resumedArchitecture.ts';
import { isRecord } from '../checks.ts';
import { CheckpointError, ConfigError, DataError, FormatError } from '../errors.ts';
import type { Model } from '../families/model.ts';
import { loadFamily, shortFormOf } from '../families/registry.ts';
import { type Dataset, type Notice, VAE } from '../index.ts';
import type { OpenGpu } from '../node/adapter.ts';
import { assertSameChoice } from './architectureOptions.ts';
import { type DataColumns, imageColumns, modelOf } from './describedModel.ts';
import { longFlags, type ModelArguments, modelAsked, shortFormFlags } from './modelOptions.ts';
import { assertObjective, objectiveOf } from './objective.ts';
import { optimizerChoice } from './optimizerOptions.ts';
import type { TrainOptions } from './options.ts';
import { privacyChoice, secretChoice } from './privacyOptions.ts';
import { bucketsOf, sequenceFlags } from './sequenceOptions.ts';
import { isComplete, type TextForm, textFormOf } from './textForm.ts';

/**
 * Reads the file that `--resume` or an argument names.
 *
 * @param named name of the file's option or argument in the message.
 * @throws ConfigError when it cannot be read.
 * @throws FormatError or CheckpointError when it is no checkpoint; names the file
 */
export async function readCheckpoint(path: string, named = '--resume'): Promise<Uint8Array> {
  const bytes = await readBytes(path, named);
  await ofFile(path, named, async () => readSaved(bytes));
  return bytes;
}

/** Names the file in errors about the contents of a checkpoint. */
export async function ofFile<T>(path: string, named: string, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    for (const Kind of [FormatError, CheckpointError]) {
      if (error instanceof Kind && !error.message.includes(`"${path}"`)) {
        throw new Kind(`${named} "${path}": ${error.message}`, { cause: error });
      }
    }
    throw error;
  }
}

/**
 * The form of the texts that the model of a checkpoint takes; undefined for models of other data, and
 * if the checkpoint does not say its words or tokens.
 */
export function savedTexts(checkpoint: Uint8Array): TextForm | undefined {
  const { made } = readSaved(checkpoint);
  const form =
    made && 'architecture' in made && made.architecture ? textFormOf(made.architecture) : undefined;
  return isComplete(form) ? form : undefined;
}

/** The bytes of a file that an option or argument names. @throws ConfigError if it cannot be read */
export async function readBytes(path: string, named: string): Promise<Uint8Array> {
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

/** The model of a checkpoint that an argument names, without a GPU and without its weights. */
export async function savedModel(path: string): Promise<Model> {
  const named = 'the checkpoint';
  const bytes = await readCheckpoint(path, named);
  return ofFile(path, named, async () => modelOf(await resumedArchitecture(readSaved(bytes), {})));
}

/** The data to fit, and the number of side information columns at the end of every row. */
export interface ModelData {
  readonly train: Pick<Dataset, 'name' | 'rows' | 'columns' | 'labels' | 'shape'>;
  readonly condition: number;
  /** How texts became rows, with the words or tokens. */
  readonly texts?: TextForm;
}

/**
 * The model of a run, from the command line or a checkpoint, without a GPU.
 * @throws ConfigError for an invalid architecture, or one that does not fit the data
 * @throws CheckpointError when the checkpoint's architecture contradicts the options or the data
 * @throws DataError when a model that trains on labels gets none
 */
export async function describeRun(
  options: TrainOptions,
  data: ModelData,
  checkpoint: Uint8Array | undefined,
): Promise<Model> {
  const { train } = data;
  const model =
    checkpoint === undefined
      ? await describeNew(options, data)
      : await ofFile(options.resume ?? '', '--resume', async () =>
          modelOf(await resumedArchitecture(readSaved(checkpoint), {})),
        );
  if (checkpoint !== undefined) {
    await checkArchitecture(model, options, columnsOf(data));
    checkLabels(model, train);
  }
  assertObjective(options, await loadFamily(model.architecture.family));
  return model;
}

/**
 * A new model as the command line says it, without a GPU.
 * @throws ConfigError for an architecture that makes no sense or does not fit the data
 * @throws DataError when a model that is trained on labels is given none
 */
export async function describeNew(options: ModelArguments, data: ModelData): Promise<Model> {
  const columns = columnsOf(data);
  const model = await modelAsked(options, columns);
  checkData(model, columns);
  checkLabels(model, data.train);
  return model;
}

/**
 * Makes the model of a run: a new one, or the one of a checkpoint. A checkpoint keeps its own learning rate, objective,
 * seed and hyperparameters unless the options were given, and its optimizer always.
 *
 * @throws CheckpointError when the options ask for another optimizer than the checkpoint's.
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
  const usualBeta = typeof beta === 'number' ? beta : 1;
  const objective = objectiveOf(
    options,
    learningRate,
    Math.ceil(rows / batchSize),
    usualBeta,
    rows,
  );
  const buckets = bucketsOf(options, textFormOf(architecture));
  const privacy = { ...privacyChoice(options), ...(await secretChoice(options)) };
  if (checkpoint === undefined) {
    const training = {
      ...{ batchSize, learningRate, seed, ...optimizerChoice(options) },
      ...objective,
      ...buckets,
      ...privacy,
    };
    return VAE.create({ architecture, gpu, adapter, onNotice, ...training });
  }
  // Loads with the checkpoint's optimizer; `checkOptimizer` compares it with the option below.
  const { optimizer: _, ...hyperparameters } = optimizerChoice(options);
  const { resume = '' } = options;
  const open = (): Promise<VAE> =>
    VAE.load(checkpoint, {
      gpu,
      adapter,
      onNotice,
      batchSize,
      ...(given.has('learningRate') ? { learningRate } : {}),
      ...(given.has('seed') ? { seed } : {}),
      ...objective,
      ...buckets,
      ...privacy,
      ...hyperparameters,
    });
  const model = await ofFile(resume, '--resume', open);
  try {
    checkOptimizer(model.options, options);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}

/**
 * The options with what a resumed run keeps of its checkpoint unless another was given: the batch
 * size, and the learning rate that `--schedule` changes.
 */
export function withSavedOptions(
  options: TrainOptions,
  checkpoint: Uint8Array | undefined,
): TrainOptions {
  const saved = checkpoint && readSaved(checkpoint).training?.options;
  if (!saved) return options;
  const { given } = options;
  const { batchSize = options.batchSize, learningRate } = saved;
  const rate = baseRate(learningRate) ?? options.learningRate;
  return {
    ...options,
    ...(!given.has('batchSize') && { batchSize }),
    ...(!given.has('learningRate') && { learningRate: rate }),
  };
}

/** The learning rate that a schedule starts from, or that a warm-up leads to. */
function baseRate(learningRate: unknown): number | undefined {
  const fields = isRecord(learningRate) ? learningRate : { from: learningRate };
  const rate = fields.kind === 'warmup' ? fields.to : fields.from;
  return typeof rate === 'number' ? rate : undefined;
}

function columnsOf({ train: { columns, shape }, condition, texts }: ModelData): DataColumns {
  return {
    input: columns - condition,
    condition,
    ...(shape && { shape }),
    ...(texts && { texts }),
  };
}

/** Notices go to standard error, since a program may read standard output. */
export function onNotice({ message }: Notice): void {
  process.stderr.write(`webgpu-vae: ${message}\n`);
}

/** Checks that a new model's input fits the images of the data. */
function checkData(model: Model, data: DataColumns): void {
  if (data.texts === undefined && textFormOf(model.architecture)) {
    throw new ConfigError(
      `a model of the family "${model.architecture.family}" takes texts: pass --dataset with a text file, a .csv ` +
        'file, or a folder of .txt files.',
    );
  }
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

/** A model that is trained on labels needs data that have some. */
function checkLabels({ architecture, fields }: Model, train: ModelData['train']): void {
  if (train.labels || !fields.some(({ name }) => name === 'label')) return;
  throw new DataError(
    `${train.name} has no labels, which a model of the family "${architecture.family}" is ` +
      'trained on. Pass a folder with images and labels, or mnist.',
  );
}

/** Compares a checkpoint's architecture with the data and with what was given on the command line. */
async function checkArchitecture(
  model: Model,
  options: TrainOptions,
  data: DataColumns,
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
  const ofTexts = [...sequenceFlags(given), ...(given.has('topics') ? ['--topics'] : [])];
  if (ofTexts.length > 0 && !given.has('model')) {
    throw new CheckpointError(
      `"${resume}" keeps the architecture that it was trained with. ` +
        `Leave ${ofTexts.join(', ')} out, or train anew without --resume.`,
    );
  }
  // The short form has neither another posterior nor a prior.
  const beyond = ['posterior', 'flow', 'prior'].filter((name) => given.has(name));
  const [flag] = [...longFlags(given), ...beyond.map((name) => `--${name}`)];
  if (flag !== undefined) {
    const asked = await modelAsked(options, data);
    if (JSON.stringify(asked.architecture) === JSON.stringify(model.architecture)) return;
    throw new CheckpointError(
      `"${resume}" has another architecture than ${flag} asks for. ` +
        `Leave ${flag} out, or train anew without --resume.`,
    );
  }
  const flags = shortFormFlags(given);
  if (flags.length === 0) return;
  const config = shortFormOf(model.architecture);
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

/** The moments in a checkpoint cannot be used with another optimizer. */
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
