// @ts-check
/** The functions of the sources that `bench/domain.mjs` measures. */

export { toDataset } from '../../src/data/dataset.ts';
export { assertDomain, SHARES } from '../../src/data/domain.ts';
