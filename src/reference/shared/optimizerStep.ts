import type { OptimizerScalars } from '../../optimizers/optimizer.ts';
import type { SlotFunctions } from '../twin.ts';
import { at, put } from './access.ts';
import { lowerHealth } from './health.ts';

/** The values that an optimizer changes and reads. */
interface Given {
  readonly slots: Pick<SlotFunctions, 'optimizer' | 'clip'>;
  readonly constants: { readonly P: number; readonly CLIP_VALUE: number };
  readonly step: { readonly counter: number };
  readonly scalars: OptimizerScalars;
}

/**
 * One step of the optimizer on the elements from `first` to `end` of state [3P] = parameters | m | v with
 * gradient [P]. A NaN or infinite gradient, second moment or parameter sets the health [1].
 */
export function optimizerStep(
  { slots, constants: { P, CLIP_VALUE }, step, scalars }: Given,
  { state, gradient, health }: Readonly<Record<'state' | 'gradient' | 'health', Float64Array>>,
  first: number,
  end: number,
): void {
  for (let i = first; i < end; i++) {
    const g = at(gradient, i);
    const before = { w: at(state, i), m: at(state, P + i), v: at(state, 2 * P + i) };
    const { w, m, v } = slots.optimizer(before, clipped(slots.clip(g), CLIP_VALUE), scalars);
    // Finite means finite in f32.
    if (![g, v, w].every((value) => Number.isFinite(Math.fround(value)))) {
      lowerHealth(health, step.counter);
    }
    put(state, i, w);
    put(state, P + i, m);
    put(state, 2 * P + i, v);
  }
}

/** Clamps to ± `most`; 0 turns clipping off. */
function clipped(g: number, most: number): number {
  return most === 0 ? g : Math.min(Math.max(g, -most), most);
}
