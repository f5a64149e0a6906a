import { readCheckpoint as readSaved } from '../checkpoints/readCheckpoint.ts';
import { resumedArchitecture } from '../checkpoints/resumedArchitecture.ts';
import { isRecord } from '../checks.ts';
import { ConfigError } from '../errors.ts';
import type { AlignedArchitecture } from '../families/aligned/architecture.ts';
import type { Architecture, Model } from '../families/model.ts';
import { loadFamily } from '../families/registry.ts';
import { type Dataset, type Notice, VAE } from '../index.ts';
import type { OpenGpu } from '../node/adapter.ts';
import { ofFile } from './checkpointFile.ts';
import { type DataForm, dataFormOf, nounOfModel } from './dataForm.ts';
import { type DataColumns, modelOf } from './describedModel.ts';
import { checkArchitecture, checkData, checkLabels, checkOptimizer } from './modelChecks.ts';
import { type ModelArguments, modelAsked } from './modelOptions.ts';
import { assertObjective, objectiveOf } from './objective.ts';
import { optimizerChoice } from './optimizerOptions.ts';
import type { TrainOptions } from './options.ts';
import { keepSecret, privacyChoice, savedPrivacy, secretChoice } from './privacyOptions.ts';
import { bucketsOf } from './sequenceOptions.ts';
import { tell } from './tell.ts';

/** The data to fit, and the number of side information columns at the end of every row. */
export interface ModelData {
  readonly train: Pick<Dataset, 'name' | 'rows' | 'columns' | 'labels' | 'shape'>;
  readonly condition: number;
  /** How the data became rows; undefined for images. */
  readonly form?: DataForm;
  /** Names of the labels of images, if the data have some. */
  readonly classes?: readonly string[];
  /** Number of labels of images, of both parts; 0 or left out for none. */
  readonly labels?: number;
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
  assertBothDomains(model.architecture, train);
  assertObjective(options, await loadFamily(model.architecture.family));
  return model;
}

/** @throws ConfigError for training data that lack one of a model's two domains */
function assertBothDomains(
  architecture: Architecture,
  { name, labels }: Pick<Dataset, 'name' | 'labels'>,
): void {
  if (architecture.family !== 'aligned' || !labels) return;
  const { domains } = architecture as AlignedArchitecture;
  const missing = domains.find((_, domain) => !labels.includes(domain));
  if (missing === undefined) return;
  throw new ConfigError(
    `${name} has no ${nounOfModel(architecture).one} of the domain "${missing}", and a model of two domains learns from both: pass a larger --limit, or more data.`,
  );
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
  const saved = checkpoint && readSaved(checkpoint).training?.options;
  const objective = objectiveOf(options, {
    ...{ learningRate, rows, stepsPerEpoch: Math.ceil(rows / batchSize) },
    usual: { ...(await loadFamily(architecture.family)).defaults, ...saved },
  });
  const buckets = bucketsOf(options, dataFormOf(architecture));
  const secret = await secretChoice(options);
  const privacy = { ...privacyChoice(options), ...secret };
  if (checkpoint === undefined) {
    const training = {
      ...{ batchSize, learningRate, seed, ...optimizerChoice(options) },
      ...objective,
      ...buckets,
      ...privacy,
    };
    const model = await VAE.create({ architecture, gpu, adapter, onNotice, ...training });
    return checked(model, () => keepSecret(options, secret.secret));
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
  return checked(model, () => checkOptimizer(model.options, options));
}

/** The model, or the error of a check after it is freed. */
async function checked(model: VAE, check: () => void | Promise<void>): Promise<VAE> {
  try {
    await check();
    return model;
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/**
 * The options with what a resumed run keeps of its checkpoint unless another was given: the batch
 * size, the learning rate that `--schedule` changes, and the rest of a budget of privacy.
 */
export function withSavedOptions(
  options: TrainOptions,
  checkpoint: Uint8Array | undefined,
): TrainOptions {
  const saved = checkpoint && readSaved(checkpoint).training?.options;
  if (!saved) return options;
  const { given } = options;
  const { batchSize = options.batchSize, learningRate, privacy } = saved;
  const rate = baseRate(learningRate) ?? options.learningRate;
  return {
    ...options,
    ...(!given.has('batchSize') && { batchSize }),
    ...(!given.has('learningRate') && { learningRate: rate }),
    ...savedPrivacy(options, privacy),
  };
}

/** The learning rate that a schedule starts from, or that a warm-up leads to. */
function baseRate(learningRate: unknown): number | undefined {
  const fields = isRecord(learningRate) ? learningRate : { from: learningRate };
  const rate = fields.kind === 'warmup' ? fields.to : fields.from;
  return typeof rate === 'number' ? rate : undefined;
}

function columnsOf({
  train: { columns, shape },
  condition,
  form,
  classes,
  labels,
}: ModelData): DataColumns {
  return {
    input: columns - condition,
    condition,
    ...(shape && { shape }),
    ...(form && { form }),
    ...(classes && { classes }),
    ...(labels !== undefined && { labels }),
  };
}

/** Tells what a model has to say. */
export const onNotice = ({ message }: Notice): void => tell(message);
