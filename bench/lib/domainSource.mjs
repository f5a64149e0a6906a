// @ts-check
/** What `bench/domain.mjs` measures of the sources. */

export { toDataset } from '../../src/data/dataset.ts';
export { assertDomain, SHARES } from '../../src/data/domain.ts';
