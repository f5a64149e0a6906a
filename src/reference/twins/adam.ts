import { at, put } from '../shared/access.ts';
import { lowerHealth } from '../shared/health.ts';
import type { Twin } from '../twin.ts';

/**
 * One Adam step over state [3P] = parameters | m | v, given gradient [P]; nothing after the
 * step in health [1], which a gradient, moment or parameter that is NaN or infinite lowers.
 */
export const adam: Twin<'adam'> = ({ constants, step }, state, gradient, health) => {
  if (at(health, 0) < step.counter) return;
  const { P, BETA1, ONE_MINUS_BETA1, BETA2, ONE_MINUS_BETA2, EPSILON } = constants;
  for (let i = 0; i < P; i++) {
    const g = at(gradient, i);
    const m = BETA1 * at(state, P + i) + ONE_MINUS_BETA1 * g;
    const v = BETA2 * at(state, 2 * P + i) + ONE_MINUS_BETA2 * g * g;
    const scale = Math.sqrt(v) / step.bias_correction2_sqrt + EPSILON;
    const w = at(state, i) - (step.step_size * m) / scale;
    // Finite is what f32 can hold.
    if (![g, v, w].every((value) => Number.isFinite(Math.fround(value)))) {
      lowerHealth(health, step.counter);
    }
    put(state, P + i, m);
    put(state, 2 * P + i, v);
    put(state, i, w);
  }
};
