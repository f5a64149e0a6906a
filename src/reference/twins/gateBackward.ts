import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dx [M, 2 PIXELS CHANNELS] of values and gates, from x and dy [M, PIXELS CHANNELS] */
export const gateBackward: Twin<'gate_backward'> = ({ constants }, x, dy, dx) => {
  const { M, PIXELS, CHANNELS, ACCUMULATE } = constants;
  for (let pixel = 0; pixel < M * PIXELS; pixel++) {
    for (let channel = 0; channel < CHANNELS; channel++) {
      const value = 2 * pixel * CHANNELS + channel;
      const gate = value + CHANNELS;
      const open = 1 / (1 + Math.exp(-at(x, gate)));
      const gradient = at(dy, pixel * CHANNELS + channel);
      put(dx, value, gradient * open, ACCUMULATE);
      put(dx, gate, gradient * at(x, value) * open * (1 - open), ACCUMULATE);
    }
  }
};
