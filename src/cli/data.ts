import { type Dataset, rowRange, subset } from '../data/dataset.ts';
import type { Channels } from '../data/imageData.ts';
import { pickRows } from '../data/pickRows.ts';
import { ConfigError, DataError } from '../errors.ts';
import { type LoadedData, loadDataset } from '../node/loadDataset.ts';
import { holdsTexts } from '../node/loadTexts.ts';
import { loadMnist } from '../node/mnist.ts';
import { IMAGE } from './noun.ts';
import { fixedOrder, heldTenth, type RunData, type RunRows } from './runData.ts';
import { loadTextData, type TextOptions } from './textData.ts';

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
 * @param words of the texts that a checkpoint was trained on
 * @throws DataError or FormatError when the data are missing, damaged or inconsistent.
 */
export async function loadRunData(
  options: DataOptions,
  words?: readonly string[],
): Promise<RunData> {
  const texts = words !== undefined || (await holdsTexts(options.dataset));
  const others = texts ? (['imageSize', 'channels'] as const) : (['column', 'vocabulary'] as const);
  const useless = others.find((name) => options[name] !== undefined);
  if (useless !== undefined) {
    throw new ConfigError(
      `--${useless === 'imageSize' ? 'image-size' : useless} is an option of ${texts ? 'images' : 'texts'}, but ` +
        `"${options.dataset}" holds ${texts ? 'texts' : 'none'}; leave it out.`,
    );
  }
  if (texts) return loadTextData(options, words);
  return loadImages(options);
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
 * @throws DataError or FormatError like {@link loadRunData}.
 */
export async function loadPart(
  { part, ...options }: DataOptions & { readonly part: Part },
  words?: readonly string[],
): Promise<RunRows> {
  const data = await loadRunData(options, words);
  if (data.words && !words) {
    throw new ConfigError(
      `"${options.dataset}" holds texts, but the checkpoint does not say which words its columns count.`,
    );
  }
  return data[part];
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
