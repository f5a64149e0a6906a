import { type Dataset, rowRange, subset } from '../data/dataset.ts';
import { pickRows } from '../data/pickRows.ts';
import { ConfigError, DataError } from '../errors.ts';
import { type LoadedData, loadDataset } from '../node/loadDataset.ts';
import { holdsImages, holdsTexts } from '../node/loadTexts.ts';
import { loadMnist } from '../node/mnist.ts';
import { loadCountData } from './countData.ts';
import {
  type AskedForm,
  type DataForm,
  type DataKind,
  isComplete,
  kindOfData,
  namesOf,
} from './dataForm.ts';
import { DATA_OPTION_NAMES, DATA_OPTIONS, type DataOptions, type Part } from './dataOptions.ts';
import { IMAGE } from './noun.ts';
import { loadRatingData } from './ratingData.ts';
import { fixedOrder, heldTenth, type RunData, type RunRows } from './runData.ts';
import { flagOf } from './sharedOptions.ts';
import { loadTableData, loadWholeTable } from './tableData.ts';
import { loadTextData } from './textData.ts';

/**
 * Loads the data set that `--dataset` names, and keeps the first `limit` rows of each part. Without
 * a test set, the last tenth of the data is held out as one. Data with names of classes, whose files
 * lie class by class, come in a fixed random order.
 *
 * @param form of the data that the model takes; undefined for images
 * @throws DataError or FormatError when the data are missing, damaged or inconsistent.
 * @throws ConfigError for data that the model does not take, or an option that means nothing to the data
 */
export async function loadRunData(options: DataOptions, form?: AskedForm): Promise<RunData> {
  if (form === undefined) {
    return loadImages(
      options,
      ': pass --model topics or --model sequence for texts, --model aligned for those of two domains, ' +
        '--model recommendation for ratings, --model table for a table, --model counts for counts of genes.',
    );
  }
  const kind = kindOfData(form);
  if (kind === 'texts') assertNoImages(options.dataset);
  assertUsed(options, kind);
  if (form.kind === 'counts') return loadCountData(options, form);
  if (form.kind === 'table') return loadTableData(options, form);
  if (form.kind === 'ratings') return loadRatingData(options, form);
  if (isComplete(form) && options.vocabulary !== undefined) {
    throw new ConfigError(
      `--vocabulary means nothing to a model that has its vocabulary of ${namesOf(form).length} already; leave it out.`,
    );
  }
  return loadTextData(options, form);
}

/** @throws ConfigError for an option of other data */
function assertUsed(options: DataOptions, held: DataKind): void {
  for (const name of DATA_OPTION_NAMES) {
    const { of: kind } = DATA_OPTIONS[name];
    if (kind === undefined || kind === held || options[name] === undefined) continue;
    throw new ConfigError(
      `${flagOf(name)} is an option of ${kind}, but "${options.dataset}" is read as ${held}; leave it out.`,
    );
  }
}

/**
 * @param otherwise what to do with other data, as the end of a message
 * @throws ConfigError for data that hold no images, or an option of other data
 */
async function loadImages(given: DataOptions, otherwise: string): Promise<RunData<Dataset>> {
  if (await holdsTexts(given.dataset)) {
    throw new ConfigError(`"${given.dataset}" holds no images${otherwise}`);
  }
  assertUsed(given, 'images');
  const { limit, ...options } = given;
  const loaded = mixed(await load(options));
  const { train, test } = loaded.test
    ? { train: loaded.train, test: loaded.test }
    : holdOut(loaded.train);
  if (train.columns !== test.columns) {
    throw new DataError(
      `"${options.dataset}": training images have ${train.columns} values, test images ${test.columns}; they must agree.`,
    );
  }
  const { classes } = loaded;
  const kept = (rows: Dataset) => (limit === undefined ? rows : subset(rows, limit));
  return { train: kept(train), test: kept(test), ...(classes && { classes }) };
}

/**
 * Loads one part of the data set that `--dataset` names, and keeps its first `limit` rows.
 *
 * @param form of the data that the checkpoint's model was trained on; undefined for images
 * @throws DataError or FormatError like {@link loadRunData}.
 */
export async function loadPart(
  { part, ...options }: DataOptions & { readonly part: Part },
  form?: DataForm,
): Promise<RunRows> {
  return (await loadParts(options, form))[part];
}

/**
 * Loads both parts for the model of a checkpoint.
 *
 * @param form of the data that the model was trained on; undefined for images
 * @throws DataError, FormatError or ConfigError like {@link loadRunData}.
 */
export async function loadParts(options: DataOptions, form?: DataForm): Promise<RunData> {
  if (form) return loadRunData(options, form);
  return loadImages(
    options,
    ', and the checkpoint has no words, tokens, items, columns or genes to read other data by. ' +
      'Pass data like those it was trained on.',
  );
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
 * @param form of the data that the model was trained on; undefined for images
 * @throws DataError or FormatError like {@link loadRunData}.
 */
export async function loadScored(
  { part, ...options }: DataOptions & { readonly part: Part },
  asked: boolean,
  form: DataForm | undefined,
): Promise<NumberedRows> {
  if (form?.kind === 'table' && !asked) {
    assertUsed(options, 'tables');
    return { rows: await loadWholeTable(options, form) };
  }
  const { numbers, ...parts } = await loadParts(options, form);
  return { rows: parts[part], ...(numbers && { numbers: numbers[part] }) };
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
    ...others,
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
