// @ts-check
/**
 * Ways to fill the missing cells of a table. Each takes rows [rows, columns] with NaN where a cell is missing, and what
 * the columns are, and returns the rows with all cells.
 *
 * @typedef {import('../../src/families/table/columns.ts').TableColumn} Column
 * @typedef {(rows: Float32Array, columns: readonly Column[]) => Float32Array} Filling
 */

/** Neighbours of a cell. */
const NEIGHBOURS = 10;

/** True for the columns whose values are numbers, not names. @param {Column} column */
export const isNumber = ({ kind }) => kind === 'real' || kind === 'count';

/**
 * Takes the mean of a column of numbers, and the most frequent value of another.
 *
 * @type {Filling}
 */
export function fillByMean(rows, columns) {
  const usual = columns.map((column, c) => {
    const there = rows.filter((value, cell) => cell % columns.length === c && !Number.isNaN(value));
    return joined(there, column);
  });
  return rows.map((value, cell) =>
    Number.isNaN(value) ? Number(usual[cell % columns.length]) : value,
  );
}

/**
 * Takes the mean, or the most frequent value, of the nearest rows that have the cell. Two rows are as far from one another
 * as they differ on average in the columns that both have (Troyanskaya et al., "Missing value estimation
 * methods for DNA microarrays", 2001).
 *
 * @type {Filling}
 */
export function fillByNeighbours(rows, columns) {
  const width = columns.length;
  const count = rows.length / width;
  const scaled = rows.map((value, cell) => {
    const { mean, deviation } = /** @type {Column} */ (columns[cell % width]);
    return (value - mean) / deviation;
  });
  const numbers = columns.map(isNumber);
  const means = fillByMean(rows, columns);
  const filled = rows.slice();
  const distances = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const own = row * width;
    const gone = columns.flatMap((_, c) => (Number.isNaN(rows[own + c]) ? [c] : []));
    if (gone.length === 0) continue;
    for (let other = 0; other < count; other++) {
      let sum = 0;
      let both = 0;
      for (let c = 0; c < width; c++) {
        const apart = Number(scaled[own + c]) - Number(scaled[other * width + c]);
        if (Number.isNaN(apart)) continue;
        both += 1;
        sum += numbers[c] ? apart * apart : Number(apart !== 0);
      }
      distances[other] = both > 0 ? sum / both : Infinity;
    }
    for (const c of gone) {
      const near = nearest(distances, (other) => !Number.isNaN(rows[other * width + c]));
      const values = Float32Array.from(near, (other) => Number(rows[other * width + c]));
      const column = /** @type {Column} */ (columns[c]);
      filled[own + c] = values.length > 0 ? joined(values, column) : Number(means[own + c]);
    }
  }
  return filled;
}

/**
 * The rows with the smallest distances, which are finite.
 *
 * @param {Float64Array} distances @param {(row: number) => boolean} has @returns {number[]}
 */
function nearest(distances, has) {
  /** @type {number[]} */
  const near = [];
  for (let row = 0; row < distances.length; row++) {
    const distance = Number(distances[row]);
    const last = near.length < NEIGHBOURS ? Infinity : Number(distances[Number(near.at(-1))]);
    if (!(distance < last) || !has(row)) continue;
    const place = near.findIndex((other) => Number(distances[other]) > distance);
    near.splice(place < 0 ? near.length : place, 0, row);
    near.length = Math.min(near.length, NEIGHBOURS);
  }
  return near;
}

/** The mean of numbers, or the most frequent of names. @param {Float32Array} values @param {Column} column */
function joined(values, column) {
  if (isNumber(column)) return values.reduce((sum, value) => sum + value, 0) / values.length;
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}
