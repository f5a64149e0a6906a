import type { Plan } from '../graph/plan.ts';
import { IndexedStep } from './indexedStep.ts';
import type { FusionRule } from './rule.ts';

/**
 * Applies rules one after the other, each until it finds nothing. A rule looks at every dispatch
 * of its anchors once, and again where a rewrite changed what is around.
 * @returns the plan itself where no rule found anything
 */
export function applyRules(plan: Plan, rules: readonly FusionRule[]): Plan {
  const step = new IndexedStep(plan);
  for (const rule of rules) exhaust(step, rule);
  return step.plan;
}

function exhaust(step: IndexedStep, { anchors, rewrite }: FusionRule): void {
  // What is added to a set while it is gone through has its turn too.
  const waiting = new Set(step.ofKernels(anchors));
  for (const anchor of waiting) {
    waiting.delete(anchor);
    const wanted = step.has(anchor) ? rewrite(step, anchor) : undefined;
    if (!wanted || !step.allows(wanted)) continue;
    for (const changed of step.apply(wanted)) {
      if (anchors.includes(changed.kernel)) waiting.add(changed);
    }
  }
}
