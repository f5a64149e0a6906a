import { Later } from '../later.ts';

/** Private training. It loads where an option names it. */
export const privateTraining = new Later(() => import('./private/privateTraining.ts'));
