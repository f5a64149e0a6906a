import type { Plan } from '../graph/plan.ts';
import { IndexedStep } from './indexedStep.ts';
import type { FusionRule } from './rule.ts';

/**
 * Applies rules in order, each until it finds no more matches. A rule examines every dispatch of
 * its anchors once, and again after a rewrite changed its surroundings.
 * @returns the plan itself if no rule matched
 */
export function applyRules(plan: Plan, rules: readonly FusionRule[]): Plan {
  const step = new IndexedStep(plan);
  for (const rule of rules) exhaust(step, rule);
  return step.plan;
}

function exhaust(step: IndexedStep, { anchors, rewrite }: FusionRule): void {
  // Iteration over a Set also visits elements that are added during the loop.
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
