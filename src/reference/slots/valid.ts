import { at } from '../shared/access.ts';
import type { SlotTwin } from '../twin.ts';

/** Sequences of one length. */
export const all: SlotTwin<'valid', 'all'> = () => () => true;

/** As many steps of each sequence as its length says. */
export const lengths: SlotTwin<'valid', 'lengths'> = (_, numbers) => (row, time) =>
  time < at(numbers, row);
