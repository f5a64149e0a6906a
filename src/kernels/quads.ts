import { Later } from '../later.ts';

/** The subgroup size at which a quad is a whole subgroup. */
export const QUAD = 4;

/** The choice of variants for large products, and the variant of most of them, loaded where a quad is a subgroup of a CPU adapter. */
export const largeProducts = new Later(() => import('./largeProducts.ts'));
