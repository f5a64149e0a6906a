// @ts-check

/** @param {number[]} values at least one */
export function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ i) => /** @type {number} */ (sorted[i]);
  const half = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(half)) + at(Math.ceil(half))) / 2,
    min: at(0),
    max: at(sorted.length - 1),
  };
}

/** @param {number[]} values */
export function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Spearman's rank correlation. Equal values have their mean rank.
 *
 * @param {number[]} a @param {number[]} b as many as `a`, at least two
 */
export function rankCorrelation(a, b) {
  const [x, y] = [centredRanks(a), centredRanks(b)];
  const product = (/** @type {number[]} */ u, /** @type {number[]} */ v) =>
    u.reduce((sum, each, i) => sum + each * /** @type {number} */ (v[i]), 0);
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}

/** @param {number[]} values */
function centredRanks(values) {
  const below = (/** @type {number} */ value) => values.filter((other) => other < value).length;
  const equal = (/** @type {number} */ value) => values.filter((other) => other === value).length;
  return values.map((value) => below(value) + equal(value) / 2 - values.length / 2);
}
