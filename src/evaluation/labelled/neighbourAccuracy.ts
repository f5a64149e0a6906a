import { assertInRange, wholeNumber } from '../../checks.ts';
import { classCount } from '../../data/labels.ts';
import { nearestNeighbours } from '../nearest.ts';
import { accuracyOf, type LabelledPoints, labelledPair } from './labelled.ts';

/** Neighbours that vote by default. */
const NEIGHBOURS = 5;

/**
 * The share of test rows whose class is the most frequent one among their k nearest training rows; of classes with
 * as many votes the first counts. It asks only that classes lie together, where {@link linearProbe} asks that
 * planes divide them. Source: Cover & Hart, "Nearest neighbor pattern classification", 1967. Compares all pairs of
 * training and test rows.
 *
 * @param train codes with labels
 * @param test codes with labels, of the same columns
 * @param k neighbours that vote; 5 by default
 * @throws ConfigError unless k is a whole number up to the training rows
 * @throws DataError for anything but labelled points with finite values
 * @throws ShapeError for other numbers of columns, or of rows and labels
 */
export function neighbourAccuracy(
  train: LabelledPoints,
  test: LabelledPoints,
  k = NEIGHBOURS,
): number {
  const [known, asked] = labelledPair(train, test);
  assertInRange('k', wholeNumber(1, known.rows), k);
  const { indices } = nearestNeighbours(asked.values, known.values, known.columns, k);
  const classes = classCount(known.labels);
  const predicted = Uint32Array.from({ length: asked.rows }, (_, row) => {
    const votes = new Uint32Array(classes);
    for (const index of indices.subarray(row * k, (row + 1) * k)) {
      const label = known.labels[index] as number;
      votes[label] = (votes[label] as number) + 1;
    }
    return votes.indexOf(votes.reduce((a, b) => Math.max(a, b)));
  });
  return accuracyOf(predicted, asked.labels);
}
