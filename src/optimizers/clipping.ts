import { Later } from '../later.ts';

/** Clipping by norm. It loads where an option names it. */
export const clipping = new Later(() => import('./clipNorm.ts'));
