import { optimizerScalarsOf } from '../../shared/step.ts';
import type { SlotTwin } from '../../twin.ts';
import { adamStep } from './adam.ts';

/** w ← (1 - decay)w, then Adam. */
export const adamw: SlotTwin<'optimizer', 'adamw'> = (context) => {
  const advance = adamStep(context);
  return (before, g) =>
    advance({ ...before, w: (1 - optimizerScalarsOf(context).decay) * before.w }, g);
};
