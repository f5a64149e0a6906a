import { loss, ofLogDispersion, ofLogMean } from '../../shared/negativeBinomial.ts';
import { atPlace } from '../../shared/place.ts';
import type { SlotTwin } from '../../twin.ts';

/** As a function of the log means. */
export const negativeBinomial: SlotTwin<'likelihood', 'negative_binomial'> = (context, ss) => {
  const s = (row: number, column: number) => atPlace(context, ss, row, column);
  return {
    loss: (row, column, l, x) => loss(l, s(row, column), x),
    gradient: (row, column, l, x) => ofLogMean(l, s(row, column), x),
  };
};

/** As a function of the log dispersions. */
export const negativeBinomialDispersion: SlotTwin<'likelihood', 'negative_binomial_dispersion'> = (
  context,
  ls,
) => {
  const l = (row: number, column: number) => atPlace(context, ls, row, column);
  return {
    loss: (row, column, s, x) => loss(l(row, column), s, x),
    gradient: (row, column, s, x) => ofLogDispersion(l(row, column), s, x),
  };
};
