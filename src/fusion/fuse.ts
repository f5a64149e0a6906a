import { ELEMENT_BYTES } from '../graph/layout.ts';
import { arenaSizes, type Plan, planTensors } from '../graph/plan.ts';
import { activationForward } from './activationForward.ts';
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
const rules = (options: FusionOptions): readonly FusionRule[] => [
  activationForward,
  activationGradient,
  gatherIntoLoad(options),
  latentForward,
  latentBackward,
  denseLikelihood(options),
  forwardBackward,
];

/** The same computation in fewer dispatches; each rule is applied until it finds nothing. */
export function fuse(plan: Plan, options: FusionOptions = { keepBatch: false }): Plan {
  const joined = rules(options).reduce(exhaust, plan);
  // Arenas are for the update: elsewhere tensors need only fit the device one by one.
  const packed = packArenas(joined);
  const updating = arenasFit(packed, options) ? denseUpdate(packed) : undefined;
  return updating ? exhaust(updating, denseUpdate) : joined;
}

function arenasFit(plan: Plan, { maxBindingBytes = Infinity }: FusionOptions): boolean {
  const sizes = arenaSizes(planTensors(plan)).values();
  return [...sizes].every((size) => ELEMENT_BYTES.f32 * size <= maxBindingBytes);
}

function exhaust(plan: Plan, rule: FusionRule): Plan {
  let current = plan;
  for (let next = rule(current); next; next = rule(current)) current = next;
  return current;
}
