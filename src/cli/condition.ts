import { classCount } from '../data/labels.ts';
import { ConfigError } from '../errors.ts';
import type { Model } from '../families/model.ts';
import { type Dataset, oneHotLabels, withLabels } from '../index.ts';
import { kindOfData } from './dataForm.ts';
import { asImages, type RunData, type RunRows } from './runData.ts';

/** Values of `--condition`: only the data's own labels so far. */
export type ConditionSource = 'labels';

/**
 * Both parts of a run's data with their labels as one-hot columns, and the number of classes: the
 * largest label of both parts + 1.
 *
 * @throws ConfigError for other data than images.
 * @throws DataError when a part has no labels.
 */
export function labelRunData(data: RunData): { data: RunData<Dataset>; classes: number } {
  if (data.form) {
    throw new ConfigError(
      `--condition means nothing to a model of ${kindOfData(data.form)}: leave it out.`,
    );
  }
  const [train, test] = [asImages(data.train), asImages(data.test)];
  const classes = Math.max(labelCount({ train, test }), 1);
  return { data: { train: withLabels(train, classes), test: withLabels(test, classes) }, classes };
}

/** Number of labels of both parts of images: the largest one + 1; 0 for none. */
export function labelCount({ train, test }: Pick<RunData, 'train' | 'test'>): number {
  return Math.max(
    ...[train, test].map((rows) => classCount(('labels' in rows && rows.labels) || [])),
  );
}

/**
 * Rows for the model of a checkpoint, with their labels appended if it was trained with
 * `--condition labels`.
 *
 * @throws DataError if it was and the data have no labels, ConfigError if the data have more
 * classes than the model.
 */
export function rowsForModel<Rows extends RunRows>(
  { condition }: Pick<Model, 'condition'>,
  data: Rows,
): Rows | Dataset {
  // Sparse rows come with their condition.
  if (!condition?.first || data.dtype === 'sparse') return data;
  return withLabels(asImages(data), condition.size);
}

/**
 * Conditions for `count` images of one class, or of each class in turn.
 *
 * @returns [count, condition]; undefined for a model without a condition.
 * @throws ConfigError for a label if the model takes none, or a label that is not among its
 * classes.
 */
export function sampleCondition(
  { condition: classes }: { readonly condition: number },
  count: number,
  label?: number,
): Float32Array | undefined {
  if (classes === 0) {
    if (label === undefined) return undefined;
    throw new ConfigError(
      '--label needs a model that knows labels, trained with --condition labels or --model multimodal. Leave it out for this one.',
    );
  }
  return oneHotLabels(
    Array.from({ length: count }, (_, i) => label ?? i % classes),
    classes,
  );
}
