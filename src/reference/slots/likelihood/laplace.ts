import type { SlotTwin } from '../../twin.ts';

/** Fixed scale b; the outputs are medians. */
export const laplace: SlotTwin<'likelihood', 'laplace'> = ({ constants }) => {
  const scale = Number(constants.SCALE);
  return {
    loss: (_row, _column, median, x) => Math.abs(x - median) / scale + Math.log(2 * scale),
    gradient: (_row, _column, median, x) => Math.sign(median - x) / scale,
  };
};
