import { at } from '../shared/access.ts';
import type { SlotTwin } from '../twin.ts';

/** No clipping by norm. */
export const none: SlotTwin<'clip', 'none'> = () => (g) => g;

/** Gradients scaled so that their total norm is at most a given one. */
export const norm: SlotTwin<'clip', 'norm'> = (_, scale) => (g) => at(scale, 0) * g;
