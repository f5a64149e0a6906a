import { at, put } from '../shared/access.ts';
import { blocks } from '../shared/blocks.ts';
import type { Twin } from '../twin.ts';

/** y = activation(transposed convolution of x [M, K] + bias) */
export const convTransposeForward: Twin<'conv_transpose_forward'> = (
  { constants, slots },
  weight,
  bias,
  y,
) => {
  blocks(constants, slots.load, weight, (index, channel, sum) => {
    put(y, index, slots.activation(sum + at(bias, channel)));
  });
};
