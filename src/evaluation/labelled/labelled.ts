import { isRecord, isWholeNumber } from '../../checks.ts';
import { kindOf } from '../../data/arrays.ts';
import { DataError, ShapeError } from '../../errors.ts';
import { type CheckedPoints, inOneSpace, type Points, pointsOf } from '../points/points.ts';

/** Points with a class each: a data set with labels, or its parts. */
export interface LabelledPoints extends Points {
  /** Class numbers from 0 on, `[rows]`. */
  readonly labels?: ArrayLike<number>;
}

/** Labelled points that were checked. */
export interface CheckedLabelled extends CheckedPoints {
  readonly labels: ArrayLike<number>;
}

/** The largest class number: classes are counted in arrays. */
const MOST = 65_535;

/**
 * @throws DataError for anything but class numbers
 */
export function labelsOf(given: unknown, name: string): ArrayLike<number> {
  const labels = given as ArrayLike<number> | undefined | null;
  if (typeof labels !== 'object' || !isWholeNumber(labels?.length, 1)) {
    throw new DataError(`${name}: expected class numbers in an array, got ${kindOf(given)}`);
  }
  for (let row = 0; row < labels.length; row++) {
    if (isWholeNumber(labels[row], 0, MOST)) continue;
    throw new DataError(
      `${name} must be whole numbers from 0 to ${MOST}, got ${kindOf(labels[row])} for row ${row}`,
    );
  }
  return labels;
}

/**
 * Labelled points for training and for testing, of one space.
 * @throws DataError for anything but labelled points with finite values
 * @throws ShapeError for other numbers of columns, or of rows and labels
 */
export function labelledPair(
  train: unknown,
  test: unknown,
): readonly [train: CheckedLabelled, test: CheckedLabelled] {
  const pair = [labelledOf(train, 'train'), labelledOf(test, 'test')] as const;
  inOneSpace(...pair, ['train', 'test']);
  return pair;
}

function labelledOf(given: unknown, name: string): CheckedLabelled {
  const points = pointsOf(given, name);
  const labels = labelsOf(isRecord(given) ? given.labels : undefined, `${name}: labels`);
  if (labels.length === points.rows) return { ...points, labels };
  throw new ShapeError(
    `${name}: expected one label for each of the ${points.rows} rows, got ${labels.length}`,
  );
}

/** The class of the largest score in each row. @param scores `[rows, classes]` */
export function likeliest(scores: Float32Array | Float64Array, classes: number): Uint32Array {
  return Uint32Array.from({ length: scores.length / classes }, (_, row) => {
    const own = scores.subarray(row * classes, (row + 1) * classes);
    return own.indexOf(Math.max(...own));
  });
}

/** The share of predictions that are right. */
export function accuracyOf(predicted: ArrayLike<number>, labels: ArrayLike<number>): number {
  let right = 0;
  for (let row = 0; row < labels.length; row++) right += Number(predicted[row] === labels[row]);
  return right / labels.length;
}
