/**
 * Data files and data sets without the engine. A page or worker that only reads files does not load
 * any kernel. The main entry exports the same classes and functions.
 */
export { takeRows } from '../data/chosenRows.ts';
export { type Dataset, subset, toDataset } from '../data/dataset.ts';
export { permutation } from '../data/permutation.ts';
export { type PictureSize, resizer } from '../data/resize.ts';
export * from '../errors.ts';
export { type Cifar10Images, readCifar10 } from './cifar10.ts';
export { gunzip, isGzip } from './gzip.ts';
export { type IdxArray, readIdx } from './idx.ts';
export { type NpyArray, readNpy, writeNpy } from './npy.ts';
export { isNpy } from './npyHeader.ts';
export type { NpyValues } from './npyValues.ts';
