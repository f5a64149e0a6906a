import { upperTail } from '../../random/normal.ts';
import { nearestNeighbours } from '../nearest.ts';
import { inOneSpace, type Points, pointsOf } from '../points/points.ts';

/** A sample beside its nearest training row. */
export interface NearestRow {
  /** Number of the sample. */
  readonly sample: number;
  /** Number of the training row. */
  readonly row: number;
  /** Euclidean. */
  readonly distance: number;
}

/** Compares the distances from samples to the rows that a model was trained on with those to other rows. */
export interface MemorisationAudit {
  /** Share of samples nearer to a training row than to any test row; ties count as half. 0.5 without memorisation. */
  readonly nearerToTrain: number;
  /**
   * Probability of that share or more, were training and test rows exchangeable: rows near many samples count
   * once.
   */
  readonly pValue: number;
  /** Median over samples of the distance to the nearest training row over that to the nearest test row. */
  readonly medianRatio: number;
  /** The samples and the nearest of all training rows, those nearest first: look at them. */
  readonly nearest: readonly NearestRow[];
}

/**
 * Looks for training rows in samples: each sample's nearest training row against its nearest test row. A model that
 * has learnt the distribution is as near to either; one that copies is nearer to what it saw. Share, p-value and
 * ratio take as many rows of each, the first ones, since more rows lie nearer; `nearest` takes all training rows. It
 * sees copies in the distance it is given alone: a shifted or recoloured copy may be far. Source: Meehan, Chaudhuri
 * & Dasgupta, "A non-parametric test to detect data-copying in generative models", 2020, with each sample's two
 * distances. Compares all pairs.
 *
 * @param samples `[rows, columns]`, rows or codes
 * @param train rows that the model was trained on, of the same columns
 * @param test rows of the same source that it was not trained on
 * @throws DataError for anything but points with finite values
 * @throws ShapeError for other numbers of columns
 */
export function memorisationAudit(samples: Points, train: Points, test: Points): MemorisationAudit {
  const drawn = pointsOf(samples, 'samples');
  const [seen, held] = [pointsOf(train, 'train'), pointsOf(test, 'test')];
  inOneSpace(drawn, seen, ['samples', 'train']);
  inOneSpace(drawn, held, ['samples', 'test']);
  const { columns } = drawn;
  const length = Math.min(seen.rows, held.rows) * columns;
  const [toSeen, toHeld] = [seen, held].map(({ values }) =>
    nearestNeighbours(drawn.values, values.subarray(0, length), columns, 1),
  ) as [ReturnType<typeof nearestNeighbours>, ReturnType<typeof nearestNeighbours>];
  const others =
    seen.rows > held.rows
      ? nearestNeighbours(drawn.values, seen.values.subarray(length), columns, 1)
      : undefined;
  const pairs = Array.from(
    toSeen.distances,
    (own, i) => [own, toHeld.distances[i] as number] as const,
  );
  const nearer = pairs.map(([own, other]) => (1 + Math.sign(other - own)) / 2);
  const share = nearer.reduce((sum, each) => sum + each, 0) / drawn.rows;
  // How many samples have each row as their nearest: were the rows exchanged, these would go with it.
  const owners = new Map<string, number>();
  for (const [sample, each] of nearer.entries()) {
    const { indices } = each > 0.5 ? toSeen : toHeld;
    const owner = `${each > 0.5} ${indices[sample]}`;
    owners.set(owner, (owners.get(owner) ?? 0) + 1);
  }
  const squares = [...owners.values()].reduce((sum, count) => sum + count * count, 0);
  const ratios = Float64Array.from(pairs, ([own, other]) =>
    own === other ? 1 : own / other,
  ).sort();
  return {
    nearerToTrain: share,
    pValue: upperTail(((share - 0.5) * 2 * drawn.rows) / Math.sqrt(squares)),
    medianRatio: ratios[Math.floor(ratios.length / 2)] as number,
    nearest: Array.from(toSeen.distances, (distance, sample) => {
      const further = others?.distances[sample] ?? Infinity;
      return further < distance
        ? { sample, row: held.rows + (others?.indices[sample] ?? 0), distance: further }
        : { sample, row: toSeen.indices[sample] as number, distance };
    }).sort((a, b) => a.distance - b.distance),
  };
}
