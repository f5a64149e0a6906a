import type { Node, Step, Variable } from './ir.ts';

/** The nodes that a node is computed from. */
export function operandsOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'op':
    case 'call':
      return node.args;
    case 'load':
      return [node.address];
    default:
      return [];
  }
}

/** The nodes that a step itself evaluates, in this order. */
export function nodesOf(step: Step): readonly Node[] {
  switch (step.kind) {
    case 'set':
      return [step.value];
    case 'store':
      return [step.address, step.value];
    case 'atomic':
      return step.value ? [step.address, step.value] : [step.address];
    case 'fill':
      return [step.address];
    case 'if':
      return [step.condition];
    case 'branch':
      return step.condition ? [step.condition] : [];
    default:
      return [];
  }
}

/** The steps within a step. */
export function stepsIn(step: Step): readonly Step[] {
  if (step.kind === 'if') return [...step.taken, ...step.otherwise];
  return step.kind === 'block' || step.kind === 'loop' ? step.body : [];
}

/** The variable that a step itself sets. */
export function setBy(step: Step): Variable | undefined {
  return step.kind === 'set' || step.kind === 'atomic' ? step.variable : undefined;
}

/** Visits a step and all within it. */
export function visitSteps(step: Step, visit: (step: Step) => void): void {
  visit(step);
  for (const each of stepsIn(step)) visitSteps(each, visit);
}

/** Visits the variables that a node reads. */
export function visitReads(node: Node, visit: (variable: Variable) => void): void {
  if (node.kind === 'get') visit(node.variable);
  for (const each of operandsOf(node)) visitReads(each, visit);
}

export function containsBarrier(step: Step): boolean {
  return step.kind === 'barrier' || stepsIn(step).some(containsBarrier);
}
