import { at, put } from '../shared/access.ts';
import type { Twin } from '../twin.ts';

/** y = weight where the column may reach the row, else 0 */
export const maskWeight: Twin<'mask_weight'> = ({ constants }, weight, y) => {
  const { N, K, DIMENSIONS, BLOCK, REVERSED, PERIOD, LOWEST } = constants;
  const blocks = Math.ceil(DIMENSIONS / BLOCK);
  const ofValue = (value: number): number => {
    const block = Math.floor(value / BLOCK);
    return REVERSED ? blocks - block : block + 1;
  };
  const ofHidden = (unit: number): number => LOWEST + (unit % PERIOD);
  const ofInput = (column: number): number => (column < DIMENSIONS ? ofValue(column) : 0);
  for (let row = 0; row < N; row++) {
    for (let column = 0; column < K; column++) {
      const from = constants.FROM_INPUTS ? ofInput(column) : ofHidden(column);
      const keeps = constants.TO_OUTPUTS ? ofValue(row % DIMENSIONS) > from : ofHidden(row) >= from;
      const index = row * K + column;
      put(y, index, keeps ? at(weight, index) : 0, constants.ACCUMULATE);
    }
  }
};
