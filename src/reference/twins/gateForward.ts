import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y [M, PIXELS CHANNELS] = values ⊙ σ(gates), the two halves of each pixel of x */
export const gateForward: Twin<'gate_forward'> = ({ constants: { M, PIXELS, CHANNELS } }, x, y) => {
  for (let pixel = 0; pixel < M * PIXELS; pixel++) {
    for (let channel = 0; channel < CHANNELS; channel++) {
      const value = 2 * pixel * CHANNELS + channel;
      const open = 1 / (1 + Math.exp(-at(x, value + CHANNELS)));
      put(y, pixel * CHANNELS + channel, at(x, value) * open);
    }
  }
};
