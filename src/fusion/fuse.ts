import { ELEMENT_BYTES } from '../graph/layout.ts';
import { arenaSizes, type Plan, planTensors } from '../graph/plan.ts';
import { activationForward } from './activationForward.ts';
import { activationGradient } from './activationGradient.ts';
import { applyRules } from './applyRules.ts';
import { convolutionRules } from './convolutions.ts';
import { denseLikelihood } from './denseLikelihood.ts';
import { denseUpdate } from './denseUpdate.ts';
import { forwardBackward } from './forwardBackward.ts';
import { gatherIntoLoad } from './gatherIntoLoad.ts';
import { latentBackward } from './latentBackward.ts';
import { latentForward } from './latentForward.ts';
import { packArenas } from './packArenas.ts';
import { recurrenceRules } from './recurrences.ts';
import type { FusionOptions, FusionRule } from './rule.ts';

/** Each rule works on the result of the rules before it. The last rule needs tensors in arenas. */
const rules = (options: FusionOptions): readonly FusionRule[] => [
  activationForward,
  activationGradient,
  gatherIntoLoad(options),
  latentForward(options),
  latentBackward(options),
  denseLikelihood(options),
  ...(convolutionRules.loaded ? [convolutionRules.loaded.convolutionLikelihood(options)] : []),
  forwardBackward,
  ...(recurrenceRules.loaded ? [recurrenceRules.loaded.recurrentSequence(options)] : []),
];

/**
 * Rewrites a plan to the same computation with fewer dispatches. Each rule is applied until it
 * finds no more matches.
 */
export function fuse(plan: Plan, options: FusionOptions = { keepBatch: false }): Plan {
  const { maxBindingBytes = Infinity, maxUpdateBytes = 128 * 2 ** 20 } = options;
  const joined = applyRules(plan, rules(options));
  // Only one update of all layers needs arenas. Otherwise each tensor must fit the device by itself only.
  const packed = packArenas(joined);
  const arenas = arenaSizes(planTensors(packed));
  const bytes = [...arenas.values()].map((size) => ELEMENT_BYTES.f32 * size);
  const fit =
    Math.max(...bytes) <= maxBindingBytes && bytes.reduce((a, b) => a + b, 0) <= maxUpdateBytes;
  const placed = fit ? packed : joined;
  const updating = applyRules(placed, [denseUpdate(fit ? arenas : undefined)]);
  return updating === placed ? joined : updating;
}
