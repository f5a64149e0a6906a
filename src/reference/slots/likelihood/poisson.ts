import { logGamma } from '../../shared/gamma.ts';
import type { SlotTwin } from '../../twin.ts';

/** The rate, at most e^80 as in the shader. */
const rate = (logRate: number): number => Math.exp(Math.min(logRate, 80));

/** For counts; the outputs are log rates. */
export const poisson: SlotTwin<'likelihood', 'poisson'> = () => ({
  loss: (_row, _column, logRate, x) => rate(logRate) - x * logRate + logGamma(x + 1),
  gradient: (_row, _column, logRate, x) => rate(logRate) - x,
});
