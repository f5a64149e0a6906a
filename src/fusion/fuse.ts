import type { Plan } from '../graph/plan.ts';
import { activationGradient } from './activationGradient.ts';
import { denseLikelihood } from './denseLikelihood.ts';
import { denseUpdate } from './denseUpdate.ts';
import { forwardBackward } from './forwardBackward.ts';
import { gatherIntoLoad } from './gatherIntoLoad.ts';
import { latentBackward } from './latentBackward.ts';
import { latentForward } from './latentForward.ts';
import { packArenas } from './packArenas.ts';
import type { FusionOptions, FusionRule } from './rule.ts';

/** Each rule finds what those before it have left; the last one needs tensors in arenas. */
const RULES: readonly FusionRule[] = [
  activationGradient,
  gatherIntoLoad,
  latentForward,
  latentBackward,
  denseLikelihood,
  forwardBackward,
];

/** The same computation in fewer dispatches; each rule is applied until it finds nothing. */
export function fuse(plan: Plan, options: FusionOptions = { mixedInputs: true }): Plan {
  const joined = RULES.reduce(exhaust, plan);
  // Arenas are for the update: elsewhere tensors need only fit the device one by one.
  const updating = denseUpdate(options)(packArenas(joined));
  return updating ? exhaust(updating, denseUpdate(options)) : joined;
}

function exhaust(plan: Plan, rule: FusionRule): Plan {
  let current = plan;
  for (let next = rule(current); next; next = rule(current)) current = next;
  return current;
}
