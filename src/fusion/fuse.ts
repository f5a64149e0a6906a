import { ELEMENT_BYTES } from '../graph/layout.ts';
import { arenaSizes, type Plan, planTensors } from '../graph/plan.ts';
import { activationForward } from './activationForward.ts';
import { activationGradient } from './activationGradient.ts';
import { applyRules } from './applyRules.ts';
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
  const { maxBindingBytes = Infinity } = options;
  const joined = applyRules(plan, rules(options));
  // Arenas are for the update: elsewhere tensors need only fit the device one by one.
  const packed = packArenas(joined);
  const arenas = arenaSizes(planTensors(packed));
  const fit = [...arenas.values()].every((size) => ELEMENT_BYTES.f32 * size <= maxBindingBytes);
  const updating = fit ? applyRules(packed, [denseUpdate(arenas)]) : packed;
  return updating === packed ? joined : updating;
}
