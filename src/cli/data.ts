import { type Dataset, rowRange, subset } from '../data/dataset.ts';
import { DataError } from '../errors.ts';
import { loadDataset, loadMnist } from '../node/mnist.ts';

/** Training and test data of a run. */
export interface RunData {
  readonly train: Dataset;
  readonly test: Dataset;
}

/**
 * Loads the data set that `--dataset` names, and keeps the first `limit` rows of each part. Without
 * a test set, the last tenth of the data is held out as one.
 *
 * @throws DataError or FormatError when the data are missing, damaged or inconsistent.
 */
export async function loadRunData(dataset: string, limit?: number): Promise<RunData> {
  const loaded = dataset === 'mnist' ? await loadMnist() : await loadDataset(dataset);
  const { train, test } = loaded.test
    ? { train: loaded.train, test: loaded.test }
    : holdOut(loaded.train);
  if (train.columns !== test.columns) {
    throw new DataError(
      `"${dataset}": training images have ${train.columns} values, test images ${test.columns}; they must agree.`,
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
export async function loadPart(dataset: string, part: Part, limit?: number): Promise<Dataset> {
  return (await loadRunData(dataset, limit))[part];
}

function holdOut(all: Dataset): RunData {
  const held = Math.max(1, Math.floor(all.rows / 10));
  if (held === all.rows) {
    throw new DataError(
      `"${all.name}" has one image only; training and testing need at least two.`,
    );
  }
  return {
    train: rowRange(all, 0, all.rows - held, `${all.name} train`),
    test: rowRange(all, all.rows - held, all.rows, `${all.name} test`),
  };
}
