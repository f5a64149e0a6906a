import { at } from '../shared/access.ts';
import type { SlotTwin } from '../twin.ts';

export const one: SlotTwin<'kl_weight', 'one'> = () => () => 1;

/** The gate of each latent dimension, computed by kl_gate. */
export const gated: SlotTwin<'kl_weight', 'gated'> = (_, gate) => (column) => at(gate, column);
