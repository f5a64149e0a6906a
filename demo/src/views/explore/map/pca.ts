import { ShapeError } from 'webgpu-vae/formats';

/** Mean and the two directions of greatest variance, orthonormal. Each `[latent]`. */
export interface PrincipalComponents {
  readonly mean: Float32Array;
  readonly first: Float32Array;
  /** Zero for a single dimension. */
  readonly second: Float32Array;
}

/** Sufficient for a plane; all rows of a test set would take longer than a frame. */
const MOST_ROWS = 512;
const MOST_ITERATIONS = 200;
/** Iteration ends when no direction turns by more than this (1 - cosine). */
const TURN = 1e-9;

/**
 * Principal component analysis for two components, of the first 512 rows, by orthogonal iteration
 * on the covariance. The variances of a VAE's means may be nearly equal; if iteration does not
 * separate two directions in 200 rounds, either is adequate. Source: Golub & Van Loan, "Matrix
 * computations", 4th edition, section 8.2.4.
 *
 * @param rows `[count, latent]`
 * @param start initial directions. With the previous result, components keep their signs, and the
 *   map rotates during training instead of jumping
 * @throws ShapeError unless `rows` are whole rows, at least one
 */
export function principalComponents(
  rows: Float32Array,
  latent: number,
  start?: PrincipalComponents,
): PrincipalComponents {
  if (rows.length === 0 || rows.length % latent !== 0) {
    throw new ShapeError(
      `principal components take rows of ${latent} values, at least one, got ${rows.length} values`,
    );
  }
  const used = rows.subarray(0, MOST_ROWS * latent);
  const mean = meanRow(used, latent);
  const covariance = covarianceOf(used, mean);
  let [first, second] = start?.first.length === latent ? directions(start) : widest(covariance);
  for (let i = 0; i < MOST_ITERATIONS; i++) {
    const nextFirst = unit(product(covariance, first)) ?? first;
    const nextSecond = unit(without(product(covariance, second), nextFirst)) ?? second;
    const turn = Math.max(1 - dot(first, nextFirst), 1 - dot(second, nextSecond));
    first = nextFirst;
    second = nextSecond;
    if (turn < TURN) break;
  }
  const orthogonal = unit(without(second, first)) ?? new Float64Array(latent);
  return {
    mean: Float32Array.from(mean),
    first: Float32Array.from(first),
    second: Float32Array.from(orthogonal),
  };
}

function directions({ first, second }: PrincipalComponents): [Float64Array, Float64Array] {
  return [Float64Array.from(first), Float64Array.from(second)];
}

/** The two dimensions with the greatest variance. */
function widest(covariance: Float64Array): [Float64Array, Float64Array] {
  const size = Math.sqrt(covariance.length);
  const variance = (i: number) => covariance[i * size + i] as number;
  const order = Array.from({ length: size }, (_, i) => i).sort((a, b) => variance(b) - variance(a));
  const axis = (dimension: number | undefined) =>
    Float64Array.from({ length: size }, (_, i) => Number(i === dimension));
  return [axis(order[0]), axis(order[1])];
}

function meanRow(rows: Float32Array, latent: number): Float64Array {
  const mean = new Float64Array(latent);
  for (const [i, value] of rows.entries()) mean[i % latent] = (mean[i % latent] as number) + value;
  return mean.map((sum) => (sum * latent) / rows.length);
}

/** `[latent, latent]` */
function covarianceOf(rows: Float32Array, mean: Float64Array): Float64Array {
  const latent = mean.length;
  const sums = new Float64Array(latent * latent);
  const centred = new Float64Array(latent);
  for (let start = 0; start < rows.length; start += latent) {
    for (let i = 0; i < latent; i++) {
      centred[i] = (rows[start + i] as number) - (mean[i] as number);
    }
    for (let i = 0; i < latent; i++) {
      const value = centred[i] as number;
      for (let j = 0; j <= i; j++) {
        sums[i * latent + j] = (sums[i * latent + j] as number) + value * (centred[j] as number);
      }
    }
  }
  const scale = latent / rows.length;
  const entry = (i: number, j: number) => scale * (sums[i * latent + j] as number);
  return sums.map((_, at) => {
    const [i, j] = [Math.floor(at / latent), at % latent];
    return entry(Math.max(i, j), Math.min(i, j));
  });
}

function product(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, row) => dot(matrix.subarray(row * size, (row + 1) * size), vector));
}

/** `vector` minus its component along `direction`, which has length 1. */
function without(vector: Float64Array, direction: Float64Array): Float64Array {
  const along = dot(vector, direction);
  return vector.map((value, i) => value - along * (direction[i] as number));
}

/** The unit vector; undefined for a vector of nearly zero length. */
function unit(vector: Float64Array): Float64Array | undefined {
  const length = Math.sqrt(dot(vector, vector));
  return length > 1e-12 ? vector.map((value) => value / length) : undefined;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
