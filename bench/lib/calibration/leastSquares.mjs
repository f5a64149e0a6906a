// @ts-check

/** A column counts as a mixture of others if less than this share of it is left without them. */
const DISTINCT = 1e-6;

/**
 * Non-negative least squares for a few columns: tries every subset of them, which is exact.
 *
 * @param {readonly (readonly number[])[]} rows one a measurement, with a value for each column
 * @param {readonly number[]} wanted
 * @returns {{ values: number[], loss: number }} one value a column, and the sum of squares that is left
 */
export function nonNegative(rows, wanted) {
  const columns = rows[0]?.length ?? 0;
  const all = Array.from({ length: columns }, (_, i) => i);
  const gram = all.map((a) =>
    all.map((b) => rows.reduce((sum, row) => sum + at(row, a) * at(row, b), 0)),
  );
  const right = all.map((a) => rows.reduce((sum, row, i) => sum + at(row, a) * at(wanted, i), 0));
  const square = wanted.reduce((sum, value) => sum + value * value, 0);
  let best = { values: all.map(() => 0), loss: square };
  for (let subset = 1; subset < 2 ** columns; subset++) {
    const used = all.filter((column) => subset & (1 << column));
    const solved = solve(
      used.map((a) => used.map((b) => at(gram[a] ?? [], b))),
      used.map((a) => at(right, a)),
    );
    if (!solved || solved.some((value) => value < 0)) continue;
    const loss =
      square - used.reduce((sum, column, i) => sum + at(solved, i) * at(right, column), 0);
    if (loss >= best.loss) continue;
    const values = all.map(() => 0);
    for (const [i, column] of used.entries()) values[column] = at(solved, i);
    best = { values, loss };
  }
  return best;
}

/**
 * How much of each column no mixture of the others explains, from 0 to 1; and the standard error of
 * its value for measurements whose errors have a variance of 1.
 *
 * @param {readonly (readonly number[])[]} rows
 * @returns {{ distinct: number, error: number }[]}
 */
export function distinctness(rows) {
  const columns = rows[0]?.length ?? 0;
  const all = Array.from({ length: columns }, (_, i) => i);
  /** @type {(a: number, b: number) => number} */
  const dot = (a, b) => rows.reduce((sum, row) => sum + at(row, a) * at(row, b), 0);
  return all.map((column) => {
    const others = all.filter((other) => other !== column && dot(other, other) > 0);
    const own = dot(column, column);
    const mixture = solve(
      others.map((a) => others.map((b) => dot(a, b))),
      others.map((a) => dot(a, column)),
    );
    const explained =
      mixture?.reduce((sum, value, i) => sum + value * dot(at(others, i), column), 0) ?? own;
    const left = Math.max(0, own - explained);
    return { distinct: own > 0 ? left / own : 0, error: 1 / Math.sqrt(left) };
  });
}

/**
 * Solves symmetric equations by elimination; undefined if they have no single solution.
 *
 * @param {readonly (readonly number[])[]} matrix
 * @param {readonly number[]} right
 * @returns {number[] | undefined}
 */
function solve(matrix, right) {
  // Columns may differ by many orders of magnitude.
  const scale = matrix.map((row, i) => 1 / Math.sqrt(at(row, i)));
  const rows = matrix.map((row, i) => [
    ...row.map((value, j) => value * at(scale, i) * at(scale, j)),
    at(right, i) * at(scale, i),
  ]);
  const size = rows.length;
  for (let i = 0; i < size; i++) {
    const pivot = rows[i] ?? [];
    if (!(at(pivot, i) > DISTINCT)) return undefined;
    for (let j = i + 1; j < size; j++) {
      const row = rows[j] ?? [];
      const factor = at(row, i) / at(pivot, i);
      for (let k = i; k <= size; k++) row[k] = at(row, k) - factor * at(pivot, k);
    }
  }
  const values = new Array(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    const row = rows[i] ?? [];
    let sum = at(row, size);
    for (let j = i + 1; j < size; j++) sum -= at(row, j) * values[j];
    values[i] = sum / at(row, i);
  }
  return values.map((value, i) => value * at(scale, i));
}

/** @param {readonly number[]} list @param {number} place */
function at(list, place) {
  return list[place] ?? Number.NaN;
}
