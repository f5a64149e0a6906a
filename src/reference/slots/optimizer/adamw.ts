import type { SlotTwin } from '../../twin.ts';
import { adamStep } from './adam.ts';

/** w ← (1 - decay)w, then Adam. */
export const adamw: SlotTwin<'optimizer', 'adamw'> = (context) => {
  const advance = adamStep(context);
  return (before, g, scalars) =>
    advance({ ...before, w: (1 - scalars.decay) * before.w }, g, scalars);
};
