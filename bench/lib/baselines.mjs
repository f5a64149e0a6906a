// @ts-check
/**
 * Baselines for recommenders. Each takes the training users and the items of new users, both
 * [users, items] with 0 for an item that a user does not have, and returns scores [new users,
 * items].
 *
 * @typedef {Pick<import('../../src/data/dataset.ts').Dataset, 'rows' | 'columns' | 'data'>} Matrix
 * @typedef {(train: Matrix, input: Matrix) => Float32Array} Baseline
 */

/**
 * Recommends the most popular items to every user.
 *
 * @type {Baseline}
 */
export function popularity(train, input) {
  const users = usersOfItems(train);
  const scores = new Float32Array(input.rows * input.columns);
  for (let user = 0; user < input.rows; user++) scores.set(users, user * input.columns);
  return scores;
}

/**
 * Item-based nearest neighbours: an item's score is the sum of its cosine similarities to the
 * user's items; each of these contributes only to its `NEIGHBOURS` most similar items (Sarwar,
 * Karypis, Konstan & Riedl, "Item-based collaborative filtering recommendation algorithms", 2001).
 *
 * @type {Baseline}
 */
export function itemCosine(train, input) {
  const items = train.columns;
  const neighbours = nearest(similarities(train), items);
  const scores = new Float32Array(input.rows * items);
  for (let user = 0; user < input.rows; user++) {
    for (const item of itemsOf(input, user)) {
      for (const { other, similarity } of at(neighbours, item)) {
        scores[user * items + other] = at(scores, user * items + other) + similarity;
      }
    }
  }
  return scores;
}

/** Enough to make few scores 0, few enough that weak accidental similarities do not add up. */
const NEIGHBOURS = 100;

/**
 * Cosines between the binary columns of two items, (users of both) / √(users of one · users of the
 * other): [items, items], 0 on the diagonal.
 *
 * @param {Matrix} train
 */
function similarities(train) {
  const items = train.columns;
  const users = usersOfItems(train);
  const cosines = new Float32Array(items * items);
  for (let user = 0; user < train.rows; user++) {
    const taken = itemsOf(train, user);
    for (const a of taken)
      for (const b of taken) cosines[a * items + b] = at(cosines, a * items + b) + 1;
  }
  for (let a = 0; a < items; a++) {
    for (let b = 0; b < items; b++) {
      const both = at(cosines, a * items + b);
      if (both > 0) {
        cosines[a * items + b] = a === b ? 0 : both / Math.sqrt(at(users, a) * at(users, b));
      }
    }
  }
  return cosines;
}

/** @param {Float32Array} cosines @param {number} items */
function nearest(cosines, items) {
  return Array.from({ length: items }, (_, item) =>
    Array.from(cosines.subarray(item * items, (item + 1) * items), (similarity, other) => ({
      other,
      similarity,
    }))
      .filter(({ similarity }) => similarity > 0)
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, NEIGHBOURS),
  );
}

/** Number of users for each item: [items]. @param {Matrix} matrix */
function usersOfItems(matrix) {
  const users = new Float32Array(matrix.columns);
  for (let user = 0; user < matrix.rows; user++) {
    for (const item of itemsOf(matrix, user)) users[item] = at(users, item) + 1;
  }
  return users;
}

/** Item numbers of a user. @param {Matrix} matrix @param {number} user */
function itemsOf({ columns, data }, user) {
  const items = [];
  for (let item = 0; item < columns; item++) {
    if (data[user * columns + item] !== 0) items.push(item);
  }
  return items;
}

/**
 * An element that is known to exist. @template T @param {ArrayLike<T>} array @param {number} index
 */
function at(array, index) {
  return /** @type {T} */ (array[index]);
}
