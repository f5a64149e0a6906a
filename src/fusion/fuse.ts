import type { Plan } from '../graph/plan.ts';
import { activationGradient } from './activationGradient.ts';
import { forwardBackward } from './forwardBackward.ts';
import { gatherIntoLoad } from './gatherIntoLoad.ts';
import type { FusionRule } from './rule.ts';

const RULES: readonly FusionRule[] = [forwardBackward, activationGradient, gatherIntoLoad];

/** The same computation in fewer dispatches; each rule is applied until it finds nothing. */
export function fuse(plan: Plan): Plan {
  let step = plan.step;
  for (const rule of RULES) {
    for (let next = rule(step); next; next = rule(step)) step = next;
  }
  return { ...plan, step };
}
