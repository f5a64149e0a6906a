// @ts-check
/** Figures of drawn pictures, beside real ones, in the features of a classifier. Pure functions. */

/**
 * Rows of features.
 * @typedef {object} Features
 * @property {ArrayLike<number>} values one row after the other
 * @property {number} width values of a row
 */

/** @param {ArrayLike<number>} values @param {number} i */
const at = (values, i) => values[i] ?? Number.NaN;

/** @param {Float64Array} values @param {number} i @param {number} value */
function add(values, i, value) {
  values[i] = at(values, i) + value;
}

/** @param {Features} features */
const rowsOf = ({ values, width }) => values.length / width;

/**
 * The Fréchet distance of two sets of features: that of two Gaussians with their means and covariances,
 * |m1 - m2|² + tr(C1 + C2 - 2 (C1 C2)^½). Source: Heusel et al., "GANs trained by a two time-scale update
 * rule", 2017.
 * @param {Features} a
 * @param {Features} b
 */
export function frechetDistance(a, b) {
  const [one, other] = [momentsOf(a), momentsOf(b)];
  const { width } = a;
  const apart = one.mean.reduce((sum, value, i) => sum + (value - at(other.mean, i)) ** 2, 0);
  const root = rootOf(one.covariance, width);
  const inner = product(product(root, other.covariance, width), root, width);
  const { values } = eigen(inner, width);
  const shared = values.reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
  return apart + trace(one.covariance, width) + trace(other.covariance, width) - 2 * shared;
}

/** @param {Features} features */
function momentsOf({ values, width }) {
  const rows = values.length / width;
  const mean = new Float64Array(width);
  for (let i = 0; i < values.length; i++) add(mean, i % width, at(values, i) / rows);
  const covariance = new Float64Array(width * width);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < width; i++) {
      const own = (at(values, row * width + i) - at(mean, i)) / (rows - 1);
      for (let j = 0; j < width; j++) {
        const other = at(values, row * width + j) - at(mean, j);
        add(covariance, i * width + j, own * other);
      }
    }
  }
  return { mean, covariance };
}

/** @param {Float64Array} matrix @param {number} size */
function trace(matrix, size) {
  return Array.from({ length: size }, (_, i) => at(matrix, i * size + i)).reduce(
    (a, b) => a + b,
    0,
  );
}

/** @param {Float64Array} a @param {Float64Array} b @param {number} size */
function product(a, b, size) {
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      for (let j = 0; j < size; j++)
        add(result, i * size + j, at(a, i * size + k) * at(b, k * size + j));
    }
  }
  return result;
}

/** The square root of a symmetric matrix without negative eigenvalues. @param {Float64Array} matrix @param {number} size */
function rootOf(matrix, size) {
  const { values, vectors } = eigen(matrix, size);
  const result = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    const root = Math.sqrt(Math.max(0, at(values, k)));
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        add(result, i * size + j, root * at(vectors, i * size + k) * at(vectors, j * size + k));
      }
    }
  }
  return result;
}

/** Eigenvalues and eigenvectors (columns) of a symmetric matrix, by Jacobi's rotations. @param {Float64Array} matrix @param {number} size */
function eigen(matrix, size) {
  const a = matrix.slice();
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  for (let sweep = 0; sweep < 100; sweep++) {
    let off = 0;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        off += at(a, p * size + q) ** 2;
        rotate(a, vectors, size, p, q);
      }
    }
    if (off < 1e-20 * (1 + trace(a, size) ** 2)) break;
  }
  return { values: Array.from({ length: size }, (_, i) => at(a, i * size + i)), vectors };
}

/**
 * One rotation, which makes a[p, q] zero.
 * @param {Float64Array} a @param {Float64Array} vectors @param {number} size @param {number} p @param {number} q
 */
function rotate(a, vectors, size, p, q) {
  const apq = at(a, p * size + q);
  if (apq === 0) return;
  const theta = (at(a, q * size + q) - at(a, p * size + p)) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(1, theta));
  const c = 1 / Math.hypot(1, t);
  const s = t * c;
  for (let k = 0; k < size; k++) {
    const [kp, kq] = [at(a, k * size + p), at(a, k * size + q)];
    a[k * size + p] = c * kp - s * kq;
    a[k * size + q] = s * kp + c * kq;
  }
  for (let k = 0; k < size; k++) {
    const [pk, qk] = [at(a, p * size + k), at(a, q * size + k)];
    a[p * size + k] = c * pk - s * qk;
    a[q * size + k] = s * pk + c * qk;
    const [vp, vq] = [at(vectors, k * size + p), at(vectors, k * size + q)];
    vectors[k * size + p] = c * vp - s * vq;
    vectors[k * size + q] = s * vp + c * vq;
  }
}

/**
 * Precision, the share of samples that lie among real rows, and recall, the share of real rows that lie
 * among samples. A row lies among others where it is no farther from one of them than that one's k-th
 * neighbour. Source: Kynkäänniemi et al., "Improved precision and recall metric", 2019.
 * @param {Features} real
 * @param {Features} drawn
 */
export function precisionAndRecall(real, drawn, k = 3) {
  return { precision: shareWithin(drawn, real, k), recall: shareWithin(real, drawn, k) };
}

/** @param {Features} rows @param {Features} others @param {number} k */
function shareWithin(rows, others, k) {
  const radii = Array.from({ length: rowsOf(others) }, (_, row) => {
    const distances = Array.from({ length: rowsOf(others) }, (_, other) =>
      squaredDistance(others, row, others, other),
    );
    return Float64Array.from(distances).sort()[k] ?? 0;
  });
  const within = Array.from({ length: rowsOf(rows) }, (_, row) =>
    radii.some((radius, other) => squaredDistance(rows, row, others, other) <= radius),
  );
  return within.filter(Boolean).length / within.length;
}

/** @param {Features} a @param {number} row @param {Features} b @param {number} other */
function squaredDistance(a, row, b, other) {
  let sum = 0;
  for (let i = 0; i < a.width; i++) {
    sum += (at(a.values, row * a.width + i) - at(b.values, other * a.width + i)) ** 2;
  }
  return sum;
}

/**
 * How many classes samples cover: exp of the entropy of their shares, the number of classes for equal ones.
 * @param {ArrayLike<number>} classes the class of each sample
 */
export function coveredClasses(classes) {
  const counts = new Map();
  for (const each of Array.from(classes)) counts.set(each, (counts.get(each) ?? 0) + 1);
  const shares = [...counts.values()].map((count) => count / classes.length);
  return Math.exp(-shares.reduce((sum, share) => sum + share * Math.log(share), 0));
}

/**
 * Sharpness of pictures: the mean square of their Laplacian.
 * @param {ArrayLike<number>} pixels square pictures of grey values in [0, 1], one after the other
 * @param {number} side
 */
export function sharpness(pixels, side) {
  const size = side * side;
  let sum = 0;
  let count = 0;
  for (let first = 0; first < pixels.length; first += size) {
    for (let y = 1; y < side - 1; y++) {
      for (let x = 1; x < side - 1; x++) {
        const place = first + y * side + x;
        const around =
          at(pixels, place - 1) +
          at(pixels, place + 1) +
          at(pixels, place - side) +
          at(pixels, place + side);
        sum += (around - 4 * at(pixels, place)) ** 2;
        count += 1;
      }
    }
  }
  return sum / count;
}
