import { at, put } from '../shared/access.ts';
import { optimizerScalarsOf } from '../shared/step.ts';
import type { Twin } from '../twin.ts';

/**
 * Counts a skipped update where open[PLACE] is 0, and writes scalars [4]: the step record's with Adam's
 * bias correction for the number of the group's updates, and 0 where it is not updated, else 1.
 */
export const gatedScalars: Twin<'gated_scalars'> = (
  { constants, step },
  open,
  skipped,
  scalars,
  health,
) => {
  const { PLACE, EVERY, LOG_BETA1, LOG_BETA2 } = constants;
  const gate = at(open, PLACE);
  if (gate === 0 && at(health, 0) >= step.counter) put(skipped, 0, at(skipped, 0) + 1);
  const count = Math.floor((step.counter - 1) / EVERY) + 1 - at(skipped, 0);
  const correction = (log: number): number => (log < 0 && count > 0 ? -Math.expm1(count * log) : 1);
  const { step_size, decay } = optimizerScalarsOf({ constants, step });
  put(scalars, 0, step_size / correction(LOG_BETA1));
  put(scalars, 1, Math.sqrt(correction(LOG_BETA2)));
  put(scalars, 2, decay);
  put(scalars, 3, gate === 0 ? 0 : 1);
};
