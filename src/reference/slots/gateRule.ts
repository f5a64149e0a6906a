import type { SlotTwin } from '../twin.ts';

/** d/dkl max(goal, kl), 1 at the kink. */
export const freeBits: SlotTwin<'gate_rule', 'free_bits'> = () => (kl, goal) =>
  kl >= goal ? 1 : 0;

/** d/dkl |kl - goal|, 0 at the kink. */
export const capacity: SlotTwin<'gate_rule', 'capacity'> = () => (kl, goal) => Math.sign(kl - goal);
