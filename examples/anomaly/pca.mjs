/** The linear counterpart of a VAE, as a baseline: reconstruction from principal components. */

/** @typedef {import('webgpu-vae').Dataset} Dataset */

/** Repeats of the power method; more change no figure of this example in its third digit. */
const REPEATS = 30;

/**
 * @param {Dataset} train
 * @param {number} components
 */
export function principalComponents(train, components) {
  const { rows, columns } = train;
  const mean = new Float64Array(columns);
  for (const [i, value] of train.data.entries()) mean[i % columns] += value / 255 / rows;
  const covariance = covarianceOf(train, mean);
  /** @type {Float64Array[]} */
  let basis = Array.from({ length: components }, (_, k) =>
    // Any start will do that has a part in every direction.
    Float64Array.from({ length: columns }, (_, i) => Math.cos((k + 1) * (i + 0.5))),
  );
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    basis = orthonormal(basis.map((vector) => times(covariance, vector)));
  }
  return { mean, basis };
}

/**
 * Squared distances of every row, `[rows]` each: to the mean image, and to the plane through it
 * that the components span.
 * @param {Dataset} data
 * @param {ReturnType<typeof principalComponents>} components
 */
export function distances({ data, rows, columns }, { mean, basis }) {
  const toMean = new Float64Array(rows);
  const toPlane = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const centred = mean.map((value, i) => data[row * columns + i] / 255 - value);
    toMean[row] = dot(centred, centred);
    toPlane[row] = basis.reduce((rest, vector) => rest - dot(vector, centred) ** 2, toMean[row]);
  }
  return { toMean, toPlane };
}

/** [columns, columns], of bytes as shares of 255. @param {Dataset} train @param {Float64Array} mean */
function covarianceOf({ data, rows, columns }, mean) {
  const sums = Array.from({ length: columns }, () => new Float64Array(columns));
  for (let row = 0; row < rows; row++) {
    const image = data.subarray(row * columns, (row + 1) * columns);
    // Most pixels of a digit are black: they add nothing.
    const lit = [...image.keys()].filter((i) => image[i] !== 0);
    for (const i of lit) {
      for (const j of lit) sums[i][j] += (image[i] * image[j]) / 255 ** 2;
    }
  }
  return sums.map((line, i) => line.map((sum, j) => sum / rows - mean[i] * mean[j]));
}

/** @param {readonly Float64Array[]} matrix @param {Float64Array} vector */
const times = (matrix, vector) => Float64Array.from(matrix, (line) => dot(line, vector));

/** @param {Float64Array} a @param {Float64Array} b */
function dot(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Gram–Schmidt. @param {readonly Float64Array[]} vectors */
function orthonormal(vectors) {
  /** @type {Float64Array[]} */
  const done = [];
  for (const vector of vectors) {
    for (const other of done) {
      const along = dot(vector, other);
      for (let i = 0; i < vector.length; i++) vector[i] -= along * other[i];
    }
    const length = Math.sqrt(dot(vector, vector));
    done.push(vector.map((value) => value / length));
  }
  return done;
}
