import { poolToOnnx } from './pool.ts';

/** A pooling by the mean, whose padding counts as zeros. */
export const toOnnx = poolToOnnx('AveragePool', { count_include_pad: { int: 1 } });
