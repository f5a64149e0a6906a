/**
 * Data files and data sets without the engine: a page or a worker that only reads files need not
 * load a single kernel. Everything here is in the main entry too, and of the same classes.
 */
export { type Dataset, subset, takeRows, toDataset } from '../data/dataset.ts';
export { permutation } from '../data/permutation.ts';
export * from '../errors.ts';
export { gunzip, isGzip } from './gzip.ts';
export { type IdxArray, readIdx } from './idx.ts';
export { type NpyArray, readNpy, writeNpy } from './npy.ts';
export { isNpy } from './npyHeader.ts';
export type { NpyValues } from './npyValues.ts';
