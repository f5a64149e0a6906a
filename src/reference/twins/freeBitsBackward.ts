import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** dterm = gate · weight of the row */
export const freeBitsBackward: Twin<'free_bits_backward'> = (
  { constants: { M, ACCUMULATE }, slots },
  gate,
  dterm,
) => {
  for (let row = 0; row < M; row++) {
    put(dterm, row, at(gate, 0) * slots.term_weight(row), ACCUMULATE);
  }
};
