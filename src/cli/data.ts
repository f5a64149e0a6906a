import { type Dataset, rowRange, subset } from '../data/dataset.ts';
import type { Channels } from '../data/imageData.ts';
import { pickRows } from '../data/pickRows.ts';
import { ConfigError, DataError } from '../errors.ts';
import { type LoadedData, loadDataset } from '../node/loadDataset.ts';
import { holdsImages, holdsTexts } from '../node/loadTexts.ts';
import { loadMnist } from '../node/mnist.ts';
import { type CountOptions, loadCountData } from './countData.ts';
import { IMAGE } from './noun.ts';
import { loadRatingData, type RatingOptions } from './ratingData.ts';
import { fixedOrder, heldTenth, type RunData, type RunRows } from './runData.ts';
import { loadTableData, loadWholeTable, type TableDataOptions } from './tableData.ts';
import { loadTextData, type TextOptions } from './textData.ts';
import { type AskedForm, isComplete, namesOf, type TextForm } from './textForm.ts';

/** The options that say which data a command reads. */
export interface DataOptions extends TextOptions, RatingOptions, TableDataOptions, CountOptions {
  /** Side of pictures of a folder, in pixels. */
  readonly imageSize?: number;
  /** The channels that are kept of the pictures of a folder. */
  readonly channels?: Channels;
}

/**
 * Loads the data set that `--dataset` names, and keeps the first `limit` rows of each part. Without
 * a test set, the last tenth of the data is held out as one. Data with names of classes, whose files
 * lie class by class, come in a fixed random order.
 *
 * @param form of the texts that the model takes, if it takes some
 * @throws DataError or FormatError when the data are missing, damaged or inconsistent.
 * @throws ConfigError for texts if the model takes none, or an option that means nothing to the data
 */
export async function loadRunData(options: DataOptions, form?: AskedForm): Promise<RunData> {
  const holds = await heldBy(options, form);
  assertUsed(options, holds);
  if (isComplete(form) && options.vocabulary !== undefined) {
    throw new ConfigError(
      `--vocabulary means nothing to a model that has its vocabulary of ${namesOf(form).length} already; leave it out.`,
    );
  }
  if (holds === 'images') return loadImages(options);
  if (form) {
    if (form.kind === 'counts') return loadCountData(options, form);
    if (form.kind === 'table') return loadTableData(options, form);
    return form.kind === 'ratings' ? loadRatingData(options, form) : loadTextData(options, form);
  }
  throw new ConfigError(
    'the data are texts: pass --model topics or --model sequence, or --model aligned for those of two domains; for ratings pass --model recommendation, for tables --model table, for counts of genes --model counts.',
  );
}

/** Tells from the names of the data, and from the model that takes them, what they hold. */
async function heldBy(
  { dataset }: DataOptions,
  form: AskedForm | undefined,
): Promise<keyof typeof FLAGS> {
  if (form?.kind === 'ratings' || form?.kind === 'table' || form?.kind === 'counts')
    return form.kind;
  const known = isComplete(form) || form?.kind === 'domains';
  if (known) assertNoImages(dataset);
  return known || (await holdsTexts(dataset)) ? 'texts' : 'images';
}

/** The options of each kind of data, by their names here. */
const FLAGS = {
  images: { imageSize: '--image-size', channels: '--channels' },
  texts: { column: '--column', vocabulary: '--vocabulary' },
  ratings: { leastRating: '--least-rating' },
  table: { kinds: '--kinds', without: '--without' },
  counts: {
    genes: '--genes',
    genesInRows: '--genes-in-rows',
    cells: '--cells',
    layer: '--layer',
    batches: '--batches',
  },
} as const;

/** @throws ConfigError for an option of other data */
function assertUsed(options: DataOptions, holds: keyof typeof FLAGS): void {
  for (const [kind, flags] of Object.entries(FLAGS)) {
    if (kind === holds) continue;
    for (const [name, flag] of Object.entries(flags)) {
      if (options[name as keyof DataOptions] === undefined) continue;
      throw new ConfigError(
        `${flag} is an option of ${kind}, but "${options.dataset}" holds ` +
          `${holds === 'images' ? 'none' : holds}; leave it out.`,
      );
    }
  }
}

async function loadImages({ limit, ...options }: DataOptions): Promise<RunData<Dataset>> {
  const loaded = mixed(await load(options));
  const { train, test } = loaded.test
    ? { train: loaded.train, test: loaded.test }
    : holdOut(loaded.train);
  if (train.columns !== test.columns) {
    throw new DataError(
      `"${options.dataset}": training images have ${train.columns} values, test images ${test.columns}; they must agree.`,
    );
  }
  return limit === undefined
    ? { train, test }
    : { train: subset(train, limit), test: subset(test, limit) };
}

/** One of the two parts of a data set. */
export type Part = 'train' | 'test';

/**
 * Loads one part of the data set that `--dataset` names, and keeps its first `limit` rows.
 *
 * @param form of the texts that the checkpoint's model was trained on
 * @throws DataError or FormatError like {@link loadRunData}.
 */
export async function loadPart(
  { part, ...options }: DataOptions & { readonly part: Part },
  form?: TextForm,
): Promise<RunRows> {
  return (await loadParts(options, form))[part];
}

/**
 * Loads both parts for the model of a checkpoint.
 *
 * @param form of the texts that the model was trained on
 * @throws DataError or FormatError like {@link loadRunData}.
 */
export async function loadParts(options: DataOptions, form?: TextForm): Promise<RunData> {
  await assertReadable(options, form);
  return loadRunData(options, form);
}

/** Rows to score, and their numbers in their file where they stand in another order. */
export interface NumberedRows {
  readonly rows: RunRows;
  readonly numbers?: Uint32Array;
}

/**
 * Loads the rows to score for the model of a checkpoint: of a table all in the order of its file, unless a part is asked
 * for; of other data a part.
 *
 * @param asked true if a part is asked for
 * @param form of the texts that the model was trained on
 * @throws DataError or FormatError like {@link loadRunData}.
 */
export async function loadScored(
  { part, ...options }: DataOptions & { readonly part: Part },
  asked: boolean,
  form: TextForm | undefined,
): Promise<NumberedRows> {
  if (form?.kind === 'table' && !asked) {
    assertUsed(options, 'table');
    return { rows: await loadWholeTable(options, form) };
  }
  const { numbers, ...parts } = await loadParts(options, form);
  return { rows: parts[part], ...(numbers && { numbers: numbers[part] }) };
}

/**
 * Checks that the model of a checkpoint takes data that are texts.
 * @param form of the texts that the model was trained on
 * @throws ConfigError if it takes none
 */
export async function assertReadable(
  { dataset }: Pick<DataOptions, 'dataset'>,
  form: TextForm | undefined,
): Promise<void> {
  if (form || !(await holdsTexts(dataset))) return;
  throw new ConfigError(
    `"${dataset}" holds texts, but the checkpoint keeps no words or tokens to read them by: it is of other data. ` +
      'Pass data like those it was trained on.',
  );
}

/** @throws ConfigError for data that are images by their name */
function assertNoImages(dataset: string): void {
  if (dataset !== 'mnist' && !holdsImages(dataset)) return;
  throw new ConfigError(
    `"${dataset}" holds images, but the model takes texts: pass --dataset with a text file, a .csv or .tsv file, ` +
      'or a folder of .txt files.',
  );
}

async function load({ dataset, imageSize, channels }: DataOptions): Promise<LoadedData> {
  if (dataset !== 'mnist') {
    return loadDataset(dataset, {
      ...(imageSize !== undefined && { size: imageSize }),
      ...(channels !== undefined && { channels }),
    });
  }
  if (imageSize === undefined && channels === undefined) return loadMnist();
  throw new ConfigError(
    `${imageSize === undefined ? '--channels' : '--image-size'} is for a folder of pictures; ` +
      'leave it out for mnist, or name a folder with --dataset.',
  );
}

function mixed({ train, test, ...others }: LoadedData): LoadedData {
  if (!others.classes) return { train, ...(test && { test }) };
  return {
    train: pickRows(train, fixedOrder(train.rows)),
    ...(test && { test: pickRows(test, fixedOrder(test.rows)) }),
  };
}

function holdOut(all: Dataset): RunData<Dataset> {
  const held = heldTenth(all.name, all.rows, IMAGE);
  return {
    train: rowRange(all, 0, all.rows - held, `${all.name} train`),
    test: rowRange(all, all.rows - held, all.rows, `${all.name} test`),
  };
}
