import { assertInRange, isWholeNumber, wholeNumber } from '../checks.ts';
import { ConfigError, DataError } from '../errors.ts';
import { kindOf } from './arrays.ts';
import { assertDataset, type Dataset } from './dataset.ts';
import { withCondition } from './withCondition.ts';

/** Number of classes for labels that start at 0: the largest label + 1. */
export function classCount(labels: ArrayLike<number>): number {
  let largest = -1;
  for (let i = 0; i < labels.length; i++) largest = Math.max(largest, labels[i] as number);
  return largest + 1;
}

/**
 * Labels as rows in which the column of the label is 1 and all others 0: `[labels, classes]`. Pass
 * the result as the `condition` of `sample` or `decode` to get images of these classes.
 *
 * @throws {ConfigError} when `classes` is not a whole number >= 1, or a label is out of range
 */
export function oneHotLabels(labels: ArrayLike<number>, classes: number): Float32Array {
  assertInRange('classes', wholeNumber(1), classes);
  if (!isWholeNumber(labels?.length, 0)) {
    throw new DataError(`expected class numbers in an array, got ${kindOf(labels)}`);
  }
  const rows = new Float32Array(labels.length * classes);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] as number;
    if (!isWholeNumber(label, 0, classes - 1)) {
      throw new ConfigError(
        `label ${label} is not one of ${classes} classes, which are 0 to ${classes - 1}`,
      );
    }
    rows[row * classes + label] = 1;
  }
  return rows;
}

/**
 * Rows `[x | label]` with one-hot labels, to train a class-conditional model with `config: { input:
 * dataset.columns, condition: classes }`.
 *
 * @param classes number of classes; the largest label + 1 by default. Parts of one data set may
 *   lack a class: give the number for both, so that their columns have the same meaning.
 * @throws {DataError} when the data set has no labels
 * @throws {ConfigError} when `classes` is not a whole number >= 1, or a label is out of range
 */
export function withLabels(dataset: Dataset, classes?: number): Dataset {
  assertDataset(dataset);
  const { name, labels, dtype } = dataset;
  if (!labels) {
    throw new DataError(
      `${name}: has no labels to condition on; give them to toDataset, or other side information ` +
        'to withCondition',
    );
  }
  const oneHot = oneHotLabels(labels, classes ?? classCount(labels));
  // A byte v stands for v / 255.
  const values = dtype === 'u8' ? Uint8Array.from(oneHot, (value) => 255 * value) : oneHot;
  return withCondition(dataset, values);
}
