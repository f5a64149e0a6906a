import { Later } from '../later.ts';

/** Code for models with layers that are not dense. It loads where an architecture names such a kind. */
export const others = new Later(() => import('./beyondDense.ts'));
