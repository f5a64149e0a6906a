import { at } from '../shared/access.ts';
import { optimizerStep } from '../shared/optimizerStep.ts';
import { optimizerScalarsOf } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/**
 * One step of the optimizer on state [3P] = parameters | m | v with gradient [P]. Does nothing
 * after the step in health [1]; a NaN or infinite gradient, second moment or parameter sets the
 * health. Changes COUNT elements from FIRST on, or all of them if COUNT is 0.
 */
export const optimizerUpdate: Twin<'optimizer_update'> = (context, state, gradient, health) => {
  const { constants, step, slots } = context;
  if (at(health, 0) < step.counter) return;
  const { P, FIRST, COUNT } = constants;
  const given = { slots, constants, step, scalars: optimizerScalarsOf(context) };
  optimizerStep(given, { state, gradient, health }, FIRST, FIRST + (COUNT || P));
};
