import { autoregressive } from './autoregressive.ts';

/**
 * Coupling flows, autoregressive flows of two blocks: half of the values say how the other half is
 * scaled and shifted, and are scaled and shifted by constants. One pass each way, and one more back.
 * Source: Dinh, Sohl-Dickstein & Bengio, "Density estimation using Real NVP", 2017.
 */
export const coupling = autoregressive('coupling', {
  gated: false,
  blockOf: (size) => Math.ceil(size / 2),
});
