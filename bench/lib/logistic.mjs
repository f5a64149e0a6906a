// @ts-check
/** Logistic regression with a ridge, by Newton's method. */

/** Steps of Newton's method, which is done after a few. */
const STEPS = 25;

/**
 * @param {readonly (readonly number[])[]} rows of scaled numbers @param {readonly number[]} outcomes 0 or 1
 * @param {number} ridge weight of half the squares of the coefficients, without the intercept
 * @returns {(row: readonly number[]) => number} the probability of 1
 */
export function logistic(rows, outcomes, ridge) {
  const inputs = rows.map((row) => [1, ...row]);
  const width = inputs[0]?.length ?? 1;
  let weights = new Array(width).fill(0);
  const chance = (/** @type {readonly number[]} */ x) =>
    1 / (1 + Math.exp(-x.reduce((sum, value, i) => sum + value * Number(weights[i]), 0)));
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight, i) => (i === 0 ? 0 : ridge * weight));
    const hessian = weights.map((_, i) => weights.map((__, j) => (i === j && i > 0 ? ridge : 0)));
    for (const [row, x] of inputs.entries()) {
      const p = chance(x);
      for (let i = 0; i < width; i++) {
        gradient[i] = Number(gradient[i]) + (p - Number(outcomes[row])) * Number(x[i]);
        const own = /** @type {number[]} */ (hessian[i]);
        for (let j = 0; j < width; j++)
          own[j] = Number(own[j]) + p * (1 - p) * Number(x[i]) * Number(x[j]);
      }
    }
    const move = solved(hessian, gradient);
    weights = weights.map((weight, i) => weight - Number(move[i]));
  }
  return (row) => chance([1, ...row]);
}

/** The solution of a x = b, a positive definite. @param {number[][]} a @param {number[]} b */
function solved(a, b) {
  const rows = a.map((row, i) => [...row, Number(b[i])]);
  const at = (/** @type {number} */ i) => /** @type {number[]} */ (rows[i]);
  for (let i = 0; i < rows.length; i++) {
    const pivot = Number(at(i)[i]);
    rows[i] = at(i).map((value) => value / pivot);
    for (let j = 0; j < rows.length; j++) {
      if (j === i) continue;
      const factor = Number(at(j)[i]);
      rows[j] = at(j).map((value, k) => value - factor * Number(at(i)[k]));
    }
  }
  return rows.map((row) => Number(row.at(-1)));
}
