import { Later } from '../later.ts';

/** The subgroup size at which a quad is a whole subgroup. */
export const QUAD = 4;

/** The test for large products, loaded where a quad is a subgroup of a CPU adapter. */
export const largeProducts = new Later(() => import('./largeProducts.ts'));
