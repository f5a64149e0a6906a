// @ts-check
/**
 * EASE: a linear model of items by items without a diagonal, by ridge regression (Steck, "Embarrassingly shallow
 * autoencoders for sparse data", 2019). With P = (X'X + λI)⁻¹ its weights are δ - P_ij / P_jj. P is taken by way
 * of the users, P = (I - X'(XX' + λI)⁻¹X) / λ, since there are fewer of them than items.
 */

/** @typedef {import('./baselines.mjs').Matrix} Matrix */

/**
 * Scores of all items for new users, `[input.rows, items]`.
 *
 * @param {number} lambda weight of the ridge
 * @returns {import('./baselines.mjs').Baseline}
 */
export const ease = (lambda) => (train, input) => {
  const { rows: users, columns: items } = train;
  const taken = Array.from({ length: users }, (_, user) => itemsOf(train, user));
  const kernel = new Float64Array(users * users);
  for (let a = 0; a < users; a++) {
    for (let b = 0; b < users; b++) kernel[a * users + b] = common(train, a, taken[b] ?? []);
    kernel[a * users + a] = at(kernel, a * users + a) + lambda;
  }
  const inverse = inverted(kernel, users);
  const diagonal = diagonalOf(inverse, train, lambda);
  const scores = new Float32Array(input.rows * items);
  for (let user = 0; user < input.rows; user++) {
    const own = itemsOf(input, user);
    const overlap = taken.map((other) => common(input, user, other));
    const precise = new Float64Array(items);
    for (const item of own) precise[item] = 1;
    for (let a = 0; a < users; a++) {
      let weight = 0;
      for (let b = 0; b < users; b++) weight += at(inverse, a * users + b) * at(overlap, b);
      for (const item of taken[a] ?? []) precise[item] = at(precise, item) - weight;
    }
    for (let item = 0; item < items; item++) {
      const x = at(input.data, user * items + item) === 0 ? 0 : 1;
      scores[user * items + item] = x - at(precise, item) / lambda / at(diagonal, item);
    }
  }
  return scores;
};

/** The diagonal of P. @param {Float64Array} inverse @param {Matrix} train @param {number} lambda */
function diagonalOf(inverse, train, lambda) {
  const { rows: users, columns: items } = train;
  const diagonal = new Float64Array(items);
  for (let item = 0; item < items; item++) {
    const who = [];
    for (let user = 0; user < users; user++) {
      if (at(train.data, user * items + item) !== 0) who.push(user);
    }
    let sum = 0;
    for (const a of who) for (const b of who) sum += at(inverse, a * users + b);
    diagonal[item] = (1 - sum) / lambda;
  }
  return diagonal;
}

/**
 * The inverse of a symmetric positive definite matrix, by Gauss and Jordan without pivots.
 *
 * @param {Float64Array} matrix `[size, size]`, which is overwritten
 * @param {number} size
 */
function inverted(matrix, size) {
  for (let k = 0; k < size; k++) {
    const pivot = 1 / at(matrix, k * size + k);
    matrix[k * size + k] = 1;
    for (let j = 0; j < size; j++) matrix[k * size + j] = at(matrix, k * size + j) * pivot;
    for (let i = 0; i < size; i++) {
      if (i === k) continue;
      const factor = at(matrix, i * size + k);
      matrix[i * size + k] = 0;
      if (factor === 0) continue;
      for (let j = 0; j < size; j++) {
        matrix[i * size + j] = at(matrix, i * size + j) - factor * at(matrix, k * size + j);
      }
    }
  }
  return matrix;
}

/** How many of some items a user has. @param {Matrix} matrix @param {number} user @param {number[]} items */
function common({ columns, data }, user, items) {
  let count = 0;
  for (const item of items) if (at(data, user * columns + item) !== 0) count += 1;
  return count;
}

/** Item numbers of a user. @param {Matrix} matrix @param {number} user */
function itemsOf({ columns, data }, user) {
  const items = [];
  for (let item = 0; item < columns; item++) {
    if (at(data, user * columns + item) !== 0) items.push(item);
  }
  return items;
}

/** An element that is known to exist. @param {ArrayLike<number>} array @param {number} index */
function at(array, index) {
  return /** @type {number} */ (array[index]);
}
