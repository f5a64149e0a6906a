import { isRecord, isWholeNumber } from '../../checks.ts';
import { kindOf, ownArray } from '../../data/arrays.ts';
import { DataError, ShapeError } from '../../errors.ts';

/** Points of a space, such as codes: a data set, or its values `[rows, columns]` and the length of a row. */
export interface Points {
  /** Row-major; a byte v stands for v / 255. */
  readonly data: Uint8Array | Float32Array;
  /** Values of a row. */
  readonly columns: number;
}

/** Points that were checked. */
export interface CheckedPoints {
  readonly rows: number;
  readonly columns: number;
  /** `[rows, columns]` */
  readonly values: Float32Array;
}

/**
 * @param name of the argument in messages
 * @param least number of rows that are needed
 * @throws DataError for anything but points with finite values
 * @throws ShapeError for other than whole rows, or too few of them
 */
export function pointsOf(given: unknown, name: string, least = 1): CheckedPoints {
  const { data, columns } = isRecord(given) ? given : {};
  const own = ownArray(data);
  const values = own instanceof Uint8Array ? Float32Array.from(own, (byte) => byte / 255) : own;
  if (!(values instanceof Float32Array)) {
    const found = isRecord(given) ? `{ data: ${kindOf(data)} }` : kindOf(given);
    throw new DataError(
      `${name}: expected a data set, or { data, columns } with a Float32Array or bytes, got ${found}`,
    );
  }
  if (!isWholeNumber(columns, 1) || values.length % columns !== 0) {
    throw new ShapeError(
      `${name}: columns must be a whole number that divides the ${values.length} values, got ${kindOf(columns)}`,
    );
  }
  const rows = values.length / columns;
  if (rows < least) {
    throw new ShapeError(`${name}: at least ${least} rows are needed, got ${rows}`);
  }
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return { rows, columns, values };
  throw new DataError(`${name}: value ${wrong} is ${values[wrong]}; all must be finite`);
}

/**
 * Two sets of points, one of each for each row.
 * @throws ShapeError for other numbers of rows
 */
export function pairOf(
  a: unknown,
  b: unknown,
  least: number,
): readonly [a: CheckedPoints, b: CheckedPoints] {
  const [first, second] = [
    pointsOf(a, 'the first points', least),
    pointsOf(b, 'the second', least),
  ];
  if (first.rows === second.rows) return [first, second];
  throw new ShapeError(
    `both must be points of the same rows, got ${first.rows} and ${second.rows} of them`,
  );
}

/**
 * Two sets of points of one space.
 * @throws ShapeError for other numbers of columns
 */
export function inOneSpace(
  a: CheckedPoints,
  b: CheckedPoints,
  names: readonly [string, string],
): void {
  if (a.columns === b.columns) return;
  throw new ShapeError(
    `${names[0]} and ${names[1]} must have the same columns, got ${a.columns} and ${b.columns}`,
  );
}
