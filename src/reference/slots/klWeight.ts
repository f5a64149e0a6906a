import { at } from '../shared/access.ts';
import type { SlotTwin } from '../twin.ts';

export const one: SlotTwin<'kl_weight', 'one'> = () => () => 1;

/** What kl_gate decided for each latent dimension. */
export const gated: SlotTwin<'kl_weight', 'gated'> = (_, gate) => (column) => at(gate, column);
