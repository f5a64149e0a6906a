import { at } from '../shared/access.ts';
import { optimizerStep } from '../shared/optimizerStep.ts';
import type { Twin } from '../twin.ts';

/**
 * One step of the optimizer as `optimizer_update`, with scalars [4]: step size, correction, decay, and 0 where
 * the update is skipped
 */
export const gatedUpdate: Twin<'gated_update'> = (
  { constants, step, slots },
  state,
  gradient,
  scalars,
  health,
) => {
  if (at(health, 0) < step.counter || at(scalars, 3) === 0) return;
  const given = {
    ...{ slots, constants, step },
    scalars: {
      step_size: at(scalars, 0),
      bias_correction2_sqrt: at(scalars, 1),
      decay: at(scalars, 2),
    },
  };
  optimizerStep(given, { state, gradient, health }, 0, constants.P);
};
