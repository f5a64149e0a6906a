import { at, put } from '../shared/access.ts';
import { patches, patchOf, positionsOf } from '../shared/patches.ts';
import type { Twin } from '../twin.ts';

/** Weights of a block: values of a patch, and of a vector. */
const BLOCK = [4, 8] as const;

/**
 * norms [M, SIZE]: of each row's patches of xᵀ · vectors [positions, N] the norms of its blocks, then zeros up to
 * NORMS
 */
export const convExampleNorms: Twin<'conv_example_norms'> = (
  { constants, slots },
  vectors,
  norms,
) => {
  const { M, N, SIZE, NORMS } = constants;
  const patch = patches(constants, slots.load);
  const positions = positionsOf(constants);
  const across = Math.ceil(N / BLOCK[1]);
  const blockOf = (k: number, n: number): number =>
    Math.floor(k / BLOCK[0]) * across + Math.floor(n / BLOCK[1]);
  for (let row = 0; row < M; row++) {
    const gradient = new Float64Array(patchOf(constants) * N);
    for (let position = row * positions; position < (row + 1) * positions; position++) {
      const vector = vectors.subarray(position * N, (position + 1) * N);
      for (const [k, value] of patch(position).entries())
        for (const [n, each] of vector.entries()) put(gradient, k * N + n, value * each, true);
    }
    const squares = new Float64Array(NORMS);
    for (let i = 0; i < gradient.length; i++)
      put(squares, blockOf(Math.floor(i / N), i % N), at(gradient, i) ** 2, true);
    norms.set(squares.map(Math.sqrt), row * SIZE);
  }
};
