import { autoregressive } from './autoregressive.ts';

/**
 * Masked autoregressive flows: one pass for a density, and one a dimension for a sample.
 * Source: Papamakarios, Pavlakou & Murray, "Masked autoregressive flow for density estimation", 2017.
 */
export const maf = autoregressive('maf', { gated: false, blockOf: () => 1 });
