import { poolToOnnx } from './pool.ts';

/** A pooling by the largest value. */
export const toOnnx = poolToOnnx('MaxPool');
