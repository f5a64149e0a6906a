import { at, put } from '../shared/access.ts';
import { lowerHealth } from '../shared/health.ts';
import type { Twin } from '../twin.ts';

/**
 * One step of the optimizer on state [3P] = parameters | m | v with gradient [P]. Does nothing
 * after the step in health [1]; a NaN or infinite gradient, second moment or parameter sets the
 * health. Changes COUNT elements from FIRST on, or all of them if COUNT is 0.
 */
export const optimizerUpdate: Twin<'optimizer_update'> = (
  { constants, step, slots },
  state,
  gradient,
  health,
) => {
  if (at(health, 0) < step.counter) return;
  const { P, FIRST, COUNT, CLIP_VALUE } = constants;
  for (let i = FIRST; i < FIRST + (COUNT || P); i++) {
    const g = at(gradient, i);
    const before = { w: at(state, i), m: at(state, P + i), v: at(state, 2 * P + i) };
    const { w, m, v } = slots.optimizer(before, clipped(slots.clip(g), CLIP_VALUE));
    // Finite means finite in f32.
    if (![g, v, w].every((value) => Number.isFinite(Math.fround(value)))) {
      lowerHealth(health, step.counter);
    }
    put(state, i, w);
    put(state, P + i, m);
    put(state, 2 * P + i, v);
  }
};

/** Clamps to ± `most`; 0 turns clipping off. */
function clipped(g: number, most: number): number {
  return most === 0 ? g : Math.min(Math.max(g, -most), most);
}
