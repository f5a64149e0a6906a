import { autoregressive } from './autoregressive.ts';

/**
 * Gated inverse autoregressive flows: one pass forward, for posteriors.
 * Source: Kingma et al., "Improving variational inference with inverse autoregressive flow", 2016.
 */
export const iaf = autoregressive('iaf', { gated: true, blockOf: () => 1 });
