import { classCount } from '../data/labels.ts';
import { ConfigError } from '../errors.ts';
import type { Model } from '../families/model.ts';
import { type Dataset, oneHotLabels, withLabels } from '../index.ts';
import type { RunData } from './data.ts';

/** What `--condition` takes: the data's own labels, and nothing else so far. */
export type ConditionSource = 'labels';

/**
 * Both parts of a run's data with their labels as one-hot columns, and how many classes there are:
 * the largest label of either part + 1.
 *
 * @throws DataError when a part has no labels.
 */
export function labelRunData({ train, test }: RunData): { data: RunData; classes: number } {
  const classes = Math.max(classCount(train.labels ?? []), classCount(test.labels ?? []), 1);
  return { data: { train: withLabels(train, classes), test: withLabels(test, classes) }, classes };
}

/**
 * Rows as the model of a checkpoint takes them: with their labels beside them where it was trained with
 * `--condition labels`.
 *
 * @throws DataError when it was and the data have no labels, ConfigError when they have more classes than it.
 */
export function rowsForModel({ condition }: Pick<Model, 'condition'>, data: Dataset): Dataset {
  return condition ? withLabels(data, condition.size) : data;
}

/**
 * The conditions of `count` images of one class, or of every class in turn.
 *
 * @returns [count, condition]; nothing for a model without a condition.
 * @throws ConfigError for a label of such a model, or one that is not among its classes.
 */
export function sampleCondition(
  { condition: classes }: { readonly condition: number },
  count: number,
  label?: number,
): Float32Array | undefined {
  if (classes === 0) {
    if (label === undefined) return undefined;
    throw new ConfigError(
      '--label needs a model that was trained with --condition labels. Leave it out for this one.',
    );
  }
  return oneHotLabels(
    Array.from({ length: count }, (_, i) => label ?? i % classes),
    classes,
  );
}
