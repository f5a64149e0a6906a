import type { Plan } from '../graph/plan.ts';
import { activationForward } from './activationForward.ts';
import { activationGradient } from './activationGradient.ts';
import { applyRules } from './applyRules.ts';
import { forwardBackward } from './forwardBackward.ts';
import { gatherIntoLoad } from './gatherIntoLoad.ts';
import { recurrenceRules } from './recurrences.ts';
import type { FusionOptions } from './rule.ts';

/**
 * Fuses a plan with gradients whose loss terms are read row by row: the rules that join a likelihood with the
 * product before it leave a term in parts, so they are not among these.
 */
export function fuseRows(plan: Plan, options: FusionOptions): Plan {
  return applyRules(plan, [
    activationForward,
    activationGradient,
    gatherIntoLoad(options),
    forwardBackward,
    ...(recurrenceRules.loaded ? [recurrenceRules.loaded.recurrentSequence(options)] : []),
  ]);
}
