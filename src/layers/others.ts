import { Later } from '../later.ts';

/** What models need whose layers are not all dense: loads where an architecture names another kind. */
export const others = new Later(() => import('./beyondDense.ts'));
