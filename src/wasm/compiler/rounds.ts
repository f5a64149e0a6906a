import type { Label, Node, Step, Variable } from './ir.ts';
import { Misfit } from './shaderError.ts';
import type { Uniformity } from './uniformity.ts';
import {
  containsBarrier,
  nodesOf,
  operandsOf,
  setBy,
  stepsIn,
  visitReads,
  visitSteps,
} from './walk.ts';

/** Steps that each invocation runs through before the next one starts. */
export interface Round {
  readonly steps: Step[];
  /** The variables that its steps set. */
  readonly sets: Set<Variable>;
  /** Where invocations branch to that leave the round early. */
  readonly end: Label;
}

/** A step of the workgroup, a round, or control flow around some. */
export type Part =
  | { readonly kind: 'once'; readonly step: Step }
  | { readonly kind: 'round'; readonly round: Round }
  | { readonly kind: 'around'; readonly step: Step; readonly inside: readonly (readonly Part[])[] };

/**
 * Divides steps into rounds.
 * @param ends labels behind which the invocations have nothing else to do
 */
export function divide(
  steps: readonly Step[],
  uniformity: Uniformity,
  rounds: Round[],
  ends: ReadonlySet<Label>,
): Part[] {
  const parts: Part[] = [];
  let round: Round | undefined;
  const finish = (allowed: ReadonlySet<Label>): void => {
    if (!round) return;
    redirect(round, allowed);
    parts.push({ kind: 'round', round });
    rounds.push(round);
    round = undefined;
  };
  for (const [i, step] of steps.entries()) {
    if (step.kind === 'barrier') {
      finish(new Set());
    } else if (containsBarrier(step)) {
      finish(new Set());
      if (nodesOf(step).some(uniformity.varies)) {
        throw new Misfit('not all invocations get to this barrier', barrierIn(step));
      }
      const isLast = i === steps.length - 1;
      const inside = bodiesOf(step).map((body) => {
        const own = step.kind === 'block' ? [step.label] : [];
        const inner = new Set([...(isLast && step.kind !== 'loop' ? ends : []), ...own]);
        return divide(body, uniformity, rounds, inner);
      });
      parts.push({ kind: 'around', step, inside });
    } else if (uniformity.isShared(step)) {
      // A variable that is set once may move before the loop, if its own operands are known there.
      const moves =
        step.kind === 'set' && !step.variable.mutable && !(round && dependsOn(round, step.value));
      if (!moves) finish(new Set());
      parts.push({ kind: 'once', step });
    } else {
      round ??= { steps: [], sets: new Set(), end: { name: 'end' } };
      round.steps.push(step);
      noteSets(step, round.sets);
    }
  }
  finish(ends);
  return parts;
}

/** True if a value may be another before a round. */
function dependsOn({ sets }: Round, value: Node): boolean {
  let depends = readsMemory(value);
  visitReads(value, (each) => {
    depends ||= sets.has(each);
  });
  return depends;
}

function noteSets(step: Step, sets: Set<Variable>): void {
  visitSteps(step, (each) => {
    const variable = setBy(each);
    if (variable) sets.add(variable);
  });
}

function readsMemory(node: Node): boolean {
  return node.kind === 'load' || operandsOf(node).some(readsMemory);
}

/** Where the first barrier within a step stands. */
function barrierIn(step: Step): number {
  let at: number | undefined;
  visitSteps(step, (each) => {
    if (each.kind === 'barrier') at ??= each.at;
  });
  return at ?? 0;
}

function bodiesOf(step: Step): readonly (readonly Step[])[] {
  if (step.kind === 'if') return [step.taken, step.otherwise];
  return [stepsIn(step)];
}

/** Lets branches out of a round end it for their invocation alone. */
function redirect(round: Round, allowed: ReadonlySet<Label>): void {
  const inside = new Set<Label>();
  for (const step of round.steps) {
    visitSteps(step, (each) => {
      if (each.kind === 'block' || each.kind === 'loop') inside.add(each.label);
    });
  }
  const redirected = (step: Step): Step => {
    if (step.kind === 'if') {
      const { taken, otherwise } = step;
      return { ...step, taken: taken.map(redirected), otherwise: otherwise.map(redirected) };
    }
    if (step.kind === 'block' || step.kind === 'loop') {
      return { ...step, body: step.body.map(redirected) };
    }
    if (step.kind !== 'branch' || inside.has(step.label)) return step;
    if (!allowed.has(step.label)) {
      throw new Misfit(`an invocation leaves "${step.label.name}" before others are done`, 0);
    }
    return { ...step, label: round.end };
  };
  round.steps.splice(0, round.steps.length, ...round.steps.map(redirected));
}
