import { at, put } from '../shared/access.ts';
import { blocks } from '../shared/blocks.ts';
import type { Twin } from '../twin.ts';

/** dx = (transposed convolution of dy [M, OUTPUT]) ⊙ activation' */
export const convBackwardInput: Twin<'conv_backward_input'> = (
  { constants, slots },
  dy,
  weight,
  dx,
) => {
  const { OUTPUT, ACCUMULATE } = constants;
  const load = (row: number, column: number): number => at(dy, row * OUTPUT + column);
  blocks(constants, load, weight, (index, _, sum) => {
    put(dx, index, sum * slots.activation_gradient(index), ACCUMULATE);
  });
};
