import type { Plan } from '../graph/plan.ts';
import { activationForward } from './activationForward.ts';
import { applyRules } from './applyRules.ts';
import { gatherIntoLoad } from './gatherIntoLoad.ts';
import { recurrenceRules } from './recurrences.ts';
import type { FusionOptions } from './rule.ts';

/**
 * Fuses a plan that only uses a model. The other rules need loss terms or gradients; they are in
 * `fuse`, which loads with training.
 */
export function fuseForward(plan: Plan, options: FusionOptions): Plan {
  return applyRules(plan, [
    activationForward,
    gatherIntoLoad(options),
    ...(recurrenceRules.loaded ? [recurrenceRules.loaded.recurrentSequence(options)] : []),
  ]);
}
