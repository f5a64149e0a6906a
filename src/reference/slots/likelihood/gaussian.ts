import { atPlace } from '../../shared/place.ts';
import type { SlotContext, SlotTwin } from '../../twin.ts';

const LOG_TWO_PI = Math.log(2 * Math.PI);

/** -log p(x | mu, variance) */
function loss(mu: number, variance: number, x: number): number {
  return 0.5 * ((x - mu) ** 2 / variance + Math.log(variance) + LOG_TWO_PI);
}

/** Exponents are clamped to this magnitude, so that all values stay finite in f32. */
const EXPONENT = 80;

const expOf = (logvar: number): number => Math.exp(Math.max(-EXPONENT, Math.min(EXPONENT, logvar)));

/** exp(logvar) + FLOOR */
const varianceOf = ({ constants }: SlotContext, logvar: number): number =>
  expOf(logvar) + Number(constants.FLOOR);

/** Fixed standard deviation; the outputs are means. */
export const gaussianFixed: SlotTwin<'likelihood', 'gaussian_fixed'> = ({ constants }) => {
  const variance = Number(constants.SIGMA) ** 2;
  return {
    loss: (_row, _column, mu, x) => loss(mu, variance, x),
    gradient: (_row, _column, mu, x) => (mu - x) / variance,
  };
};

/** As a function of the means. */
export const gaussian: SlotTwin<'likelihood', 'gaussian'> = (context, logvars) => {
  const variance = (row: number, column: number) =>
    varianceOf(context, atPlace(context, logvars, row, column));
  return {
    loss: (row, column, mu, x) => loss(mu, variance(row, column), x),
    gradient: (row, column, mu, x) => (mu - x) / variance(row, column),
  };
};

/** As a function of the log variances. */
export const gaussianLogvar: SlotTwin<'likelihood', 'gaussian_logvar'> = (context, mus) => {
  const mu = (row: number, column: number) => atPlace(context, mus, row, column);
  return {
    loss: (row, column, logvar, x) => loss(mu(row, column), varianceOf(context, logvar), x),
    gradient(row, column, logvar, x) {
      const variance = varianceOf(context, logvar);
      const square = (x - mu(row, column)) ** 2;
      return (0.5 * (1 - square / variance) * expOf(logvar)) / variance;
    },
  };
};
