import type { Initializer } from '../graph/initializer.ts';
import { logicalSize } from '../graph/layout.ts';
import { type PartValues, packState } from '../graph/stateLayout.ts';
import type { Store } from '../graph/store.ts';
import type { Tensor } from '../graph/tensor.ts';
import { readView, writeView } from '../graph/view.ts';
import { streams } from '../random/streams.ts';
import { threefry2x32, uniform01 } from '../random/threefry.ts';
import type { Snapshot } from './snapshot.ts';

/** First counter of normal draws. Uniform draws use smaller counters. */
const NORMAL_COUNTERS = 2 ** 31;

/** Initial state of a store. Every value depends only on (seed, tensor, element). */
export function freshSnapshot(store: Store, seed: number): Snapshot {
  const { parameters, variables } = store;
  const image = packState(store, {
    parameters: initialValues(store, parameters, seed, 0),
    variables: initialValues(store, variables, seed, parameters.length),
  });
  return { state: { step: 0, epoch: 0, row: 0 }, image };
}

/** @param first number of the first tensor; the number selects its random draws */
function initialValues(
  store: Store,
  tensors: readonly Tensor[],
  seed: number,
  first: number,
): PartValues {
  return new Map(
    tensors.map(({ name, shape }, i) => {
      const { init, parts } = store.initial(name);
      const values = drawn(init, shape, seed, first + i);
      for (const part of parts) {
        if (part.init === init) continue;
        const own = drawn(part.init, shape, seed, first + i);
        writeView(values, shape, part.view, readView(own, shape, part.view));
      }
      return [name, values] as const;
    }),
  );
}

function drawn(
  init: Initializer,
  shape: readonly number[],
  seed: number,
  number: number,
): Float32Array {
  const size = logicalSize(shape);
  switch (init.kind) {
    case 'constant':
      return new Float32Array(size).fill(init.value);
    case 'uniform':
      return uniform(size, seed, number, init.bound);
    case 'normal':
      return Float32Array.from(normal(size, seed, number), (value) => value * init.deviation);
    case 'orthogonal': {
      const rows = shape[0] ?? 1;
      const matrix = orthonormal(normal(size, seed, number), rows, size / rows);
      return Float32Array.from(matrix, (value) => value * init.gain);
    }
  }
}

/** Uniform values in ±bound. A plain loop: large models draw millions of them. */
function uniform(size: number, seed: number, number: number, bound: number): Float32Array {
  const values = new Float32Array(size);
  for (let i = 0; i < size; i += 2) {
    const [first, second] = threefry2x32(seed, streams.initialization, number, i / 2);
    values[i] = (2 * uniform01(first) - 1) * bound;
    if (i + 1 < size) values[i + 1] = (2 * uniform01(second) - 1) * bound;
  }
  return values;
}

/** Standard normals by the Box-Muller transform. */
function normal(size: number, seed: number, number: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => {
    const words = threefry2x32(seed, streams.initialization, number, NORMAL_COUNTERS + i);
    const [radius, angle] = words.map(uniform01) as [number, number];
    return Math.sqrt(-2 * Math.log(radius)) * Math.cos(2 * Math.PI * angle);
  });
}

/**
 * Orthonormalises the shorter side of a matrix by the Gram-Schmidt process. Each vector is
 * orthogonalised twice, since one pass loses digits for nearly parallel vectors.
 */
function orthonormal(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const count = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  const place = (vector: number, i: number) =>
    rows <= columns ? vector * columns + i : i * columns + vector;
  const dot = (a: number, b: number): number => {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += (matrix[place(a, i)] ?? 0) * (matrix[place(b, i)] ?? 0);
    return sum;
  };
  for (let vector = 0; vector < count; vector++) {
    for (let before = 0; before < 2 * vector; before++) {
      const other = before % vector;
      const share = dot(vector, other);
      for (let i = 0; i < length; i++) {
        const at = place(vector, i);
        matrix[at] = (matrix[at] ?? 0) - share * (matrix[place(other, i)] ?? 0);
      }
    }
    const norm = Math.sqrt(dot(vector, vector));
    for (let i = 0; i < length; i++) {
      const at = place(vector, i);
      matrix[at] = (matrix[at] ?? 0) / norm;
    }
  }
  return matrix;
}
