import { type Dataset, rowRange, subset } from '../data/dataset.ts';
import type { Channels } from '../data/imageData.ts';
import { pickRows } from '../data/pickRows.ts';
import { ConfigError, DataError } from '../errors.ts';
import { type LoadedData, loadDataset } from '../node/loadDataset.ts';
import { holdsImages, holdsTexts } from '../node/loadTexts.ts';
import { loadMnist } from '../node/mnist.ts';
import { IMAGE } from './noun.ts';
import { fixedOrder, heldTenth, type RunData, type RunRows } from './runData.ts';
import { loadTextData, type TextOptions } from './textData.ts';
import { type AskedForm, isComplete, type TextForm } from './textForm.ts';

/** The options that say which data a command reads. */
export interface DataOptions extends TextOptions {
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
  const known = isComplete(form);
  if (known) assertNoImages(options.dataset);
  const texts = known || (await holdsTexts(options.dataset));
  const others = texts ? (['imageSize', 'channels'] as const) : (['column', 'vocabulary'] as const);
  const useless = others.find((name) => options[name] !== undefined);
  if (useless !== undefined) {
    throw new ConfigError(
      `--${useless === 'imageSize' ? 'image-size' : useless} is an option of ${texts ? 'images' : 'texts'}, but ` +
        `"${options.dataset}" holds ${texts ? 'texts' : 'none'}; leave it out.`,
    );
  }
  if (known && options.vocabulary !== undefined) {
    const count = (form.kind === 'bags' ? form.words : form.tokens).length;
    throw new ConfigError(
      `--vocabulary means nothing to a model that has its vocabulary of ${count} already; leave it out.`,
    );
  }
  if (!texts) return loadImages(options);
  if (form) return loadTextData(options, form);
  throw new ConfigError('the data are texts: pass --model topics or --model sequence.');
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
  await assertReadable(options, form);
  return (await loadRunData(options, form))[part];
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
