import type { Label, Node, Step, Variable } from './ir.ts';
import { containsBarrier, nodesOf, operandsOf, setBy, stepsIn, visitSteps } from './walk.ts';

/** The values that are the same for all invocations of a workgroup. */
export interface Uniformity {
  varies(node: Node): boolean;
  /** Variables that are set once for the workgroup, not by each invocation. */
  readonly shared: ReadonlySet<Variable>;
  /** True for a step that is executed once for the workgroup. */
  isShared(step: Step): boolean;
}

/** @param sources variables that differ between invocations */
export function analyseUniformity(body: readonly Step[], sources: readonly Variable[]): Uniformity {
  const varying = new Set(sources);
  const varies = (node: Node): boolean => {
    if (node.kind === 'get') return varying.has(node.variable);
    // Memory that others write may have changed between two invocations.
    if (node.kind === 'load' && !node.readonly) return true;
    return operandsOf(node).some(varies);
  };
  for (let before = -1; before !== varying.size; ) {
    before = varying.size;
    markVarying(body, false, varies, varying);
  }
  const shared = new Set<Variable>();
  for (const step of body) {
    visitSteps(step, (each) => {
      const variable = setBy(each);
      if (variable && !varying.has(variable)) shared.add(variable);
    });
  }
  const isShared = (step: Step): boolean => {
    if (step.kind === 'store' || step.kind === 'fill' || step.kind === 'atomic') return false;
    if (step.kind === 'barrier' || nodesOf(step).some(varies)) return false;
    if (step.kind === 'set') return shared.has(step.variable);
    return stepsIn(step).every(isShared);
  };
  for (let before = -1; before !== shared.size; ) {
    before = shared.size;
    for (const step of body) unshare(step, isShared, shared);
  }
  return { varies, shared, isShared };
}

/** Marks what is set to what varies, or where not every invocation gets to. */
function markVarying(
  steps: readonly Step[],
  diverges: boolean,
  varies: (node: Node) => boolean,
  varying: Set<Variable>,
): void {
  let apart = diverges;
  for (const step of steps) {
    const variable = setBy(step);
    if (variable && (apart || step.kind === 'atomic' || nodesOf(step).some(varies))) {
      varying.add(variable);
    }
    const inside =
      apart ||
      (step.kind === 'if' && varies(step.condition)) ||
      // Some invocations may be in another turn.
      (step.kind === 'loop' && leavesApart(step.body, false, varies, new Set()));
    if (step.kind === 'if') {
      markVarying(step.taken, inside, varies, varying);
      markVarying(step.otherwise, inside, varies, varying);
    } else {
      markVarying(stepsIn(step), inside, varies, varying);
    }
    apart ||= leavesApart([step], false, varies, new Set());
  }
}

/**
 * True if some invocations branch away while others go on.
 * @param inner labels where they meet again
 */
function leavesApart(
  steps: readonly Step[],
  diverges: boolean,
  varies: (node: Node) => boolean,
  inner: ReadonlySet<Label>,
): boolean {
  return steps.some((step) => {
    if (step.kind === 'branch') {
      const some = diverges || (step.condition !== undefined && varies(step.condition));
      return some && !inner.has(step.label);
    }
    const inside = diverges || (step.kind === 'if' && varies(step.condition));
    const own = step.kind === 'block' || step.kind === 'loop' ? [step.label] : [];
    return leavesApart(stepsIn(step), inside, varies, new Set([...inner, ...own]));
  });
}

/** Variables that invocations set themselves, such as the counter of a loop with stores. */
function unshare(step: Step, isShared: (step: Step) => boolean, shared: Set<Variable>): void {
  if (containsBarrier(step)) {
    for (const each of stepsIn(step)) unshare(each, isShared, shared);
    return;
  }
  if (isShared(step)) return;
  visitSteps(step, (each) => {
    const variable = setBy(each);
    if (variable) shared.delete(variable);
  });
}
