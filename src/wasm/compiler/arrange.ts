import { i32, op } from './fold.ts';
import { get, type Label, type Node, type Step, type Variable, variable } from './ir.ts';
import type { Kernel } from './lower.ts';
import { Misfit } from './shaderError.ts';
import { analyseUniformity, type Uniformity } from './uniformity.ts';
import {
  containsBarrier,
  nodesOf,
  operandsOf,
  setBy,
  stepsIn,
  visitReads,
  visitSteps,
} from './walk.ts';

/** The steps of a workgroup, and the memory that they need. */
export interface Arranged {
  readonly body: readonly Step[];
  readonly scratchBytes: number;
}

/**
 * Arranges the invocations of a workgroup one after the other.
 *
 * Between two barriers all invocations run in a loop: a *round*. Control flow around a barrier is
 * the same for all of them, as WGSL demands, so it is executed once for the workgroup, between the
 * rounds. What an invocation computes in one round and needs in another is computed again if that
 * is cheap, else kept in memory, a slot an invocation.
 *
 * Source of the method: Jääskeläinen et al., "pocl: A Performance-Portable OpenCL Implementation",
 * International Journal of Parallel Programming 43, 2015.
 *
 * @throws Misfit if invocations part before a barrier
 */
export function arrange(kernel: Kernel): Arranged {
  const { invocations, shared, sharedBytes, own, ownBytes } = kernel;
  const clear: readonly Step[] =
    sharedBytes > 0 ? [{ kind: 'fill', address: get(shared), bytes: sharedBytes }] : [];
  if (invocations === 1) {
    const start = op('i32.add', 'i32', get(shared), i32(sharedBytes));
    return {
      body: [
        ...clear,
        { kind: 'set', variable: own, value: start },
        ...withoutBarriers(kernel.body),
      ],
      scratchBytes: sharedBytes + ownBytes,
    };
  }
  const uniformity = analyseUniformity(kernel.body, [kernel.lane, own]);
  const rounds: Round[] = [];
  const outline = divide(kernel.body, uniformity, rounds, new Set());
  const slots = new Slots(rounds, uniformity, kernel);
  const ownStride = rounds.length > 1 ? ownBytes : 0;
  const slotsStart = sharedBytes + (ownStride > 0 ? ownBytes * invocations : ownBytes);
  const at = (start: number, stride: number): Node =>
    op(
      'i32.add',
      'i32',
      op('i32.add', 'i32', get(shared), op('i32.mul', 'i32', get(kernel.lane), i32(stride))),
      i32(start),
    );
  const body = outline.flatMap((part) =>
    assemble(part, (round) => {
      const slot = variable('i32');
      return loopOver(kernel, [
        ...(ownBytes > 0
          ? [{ kind: 'set', variable: own, value: at(sharedBytes, ownStride) } as const]
          : []),
        ...slots.around(round, slot, at(slotsStart, slots.bytes)),
      ]);
    }),
  );
  return { body: [...clear, ...body], scratchBytes: slotsStart + slots.bytes * invocations };
}

function withoutBarriers(steps: readonly Step[]): Step[] {
  return steps.flatMap((step): Step[] => {
    if (step.kind === 'barrier') return [];
    if (step.kind === 'if') {
      const { taken, otherwise } = step;
      return [{ ...step, taken: withoutBarriers(taken), otherwise: withoutBarriers(otherwise) }];
    }
    if (step.kind !== 'block' && step.kind !== 'loop') return [step];
    return [{ ...step, body: withoutBarriers(step.body) }];
  });
}

/** Steps that each invocation runs through before the next one starts. */
interface Round {
  readonly steps: Step[];
  /** The variables that its steps set. */
  readonly sets: Set<Variable>;
  /** Where invocations branch to that leave the round early. */
  readonly end: Label;
}

/** A step of the workgroup, a round, or control flow around some. */
type Part =
  | { readonly kind: 'once'; readonly step: Step }
  | { readonly kind: 'round'; readonly round: Round }
  | { readonly kind: 'around'; readonly step: Step; readonly inside: readonly (readonly Part[])[] };

/**
 * Divides steps into rounds.
 * @param ends labels behind which the invocations have nothing else to do
 */
function divide(
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

function assemble(part: Part, run: (round: Round) => readonly Step[]): readonly Step[] {
  if (part.kind === 'once') return [part.step];
  if (part.kind === 'round') return run(part.round);
  const [first = [], second = []] = part.inside.map((parts) =>
    parts.flatMap((each) => assemble(each, run)),
  );
  const { step } = part;
  if (step.kind === 'if') return [{ ...step, taken: first, otherwise: second }];
  if (step.kind === 'block' || step.kind === 'loop') return [{ ...step, body: first }];
  return [step];
}

/** A loop over the invocations. */
function loopOver({ lane, invocations }: Kernel, body: readonly Step[]): Step[] {
  const label: Label = { name: 'invocations' };
  const next = op('i32.add', 'i32', get(lane), i32(1));
  const condition = op('i32.lt_u', 'i32', get(lane), i32(invocations));
  return [
    { kind: 'set', variable: lane, value: i32(0) },
    {
      kind: 'loop',
      label,
      body: [
        ...body,
        { kind: 'set', variable: lane, value: next },
        { kind: 'branch', label, condition },
      ],
    },
  ];
}

/** The variables that live from one round to another. */
class Slots {
  /** Bytes of an invocation's slots. */
  readonly bytes: number;
  readonly #offsets = new Map<Variable, number>();
  /** How to compute a variable again. */
  readonly #values = new Map<Variable, Node>();

  constructor(rounds: readonly Round[], { shared }: Uniformity, kernel: Kernel) {
    // These are given, or set at the start of each round.
    const known = new Set([
      kernel.lane,
      kernel.own,
      kernel.shared,
      ...kernel.id,
      ...kernel.grid,
      ...kernel.bindings.map(({ value }) => value),
    ]);
    const places = new Map<Variable, Set<Round>>();
    for (const round of rounds) {
      for (const step of round.steps) {
        visitSteps(step, (each) => {
          if (each.kind === 'set' && !each.variable.mutable) {
            this.#values.set(each.variable, each.value);
          }
          const note = (of: Variable): void => {
            if (shared.has(of) || known.has(of)) return;
            places.set(of, (places.get(of) ?? new Set()).add(round));
          };
          const variable = setBy(each);
          if (variable) note(variable);
          for (const node of nodesOf(each)) visitReads(node, note);
        });
      }
    }
    const isCheap = (node: Node): boolean => {
      if (node.kind === 'load' || node.kind === 'call') return false;
      if (node.kind !== 'get') return operandsOf(node).every(isCheap);
      if (shared.has(node.variable)) return !node.variable.mutable;
      return known.has(node.variable) || isCheapVariable(node.variable);
    };
    const isCheapVariable = (of: Variable): boolean => {
      const value = this.#values.get(of);
      if (!value || !isCheap(value)) this.#values.delete(of);
      return this.#values.has(of);
    };
    let bytes = 0;
    // Vectors first: they are aligned.
    const crossing = [...places].filter(([of, in_]) => in_.size > 1 && !isCheapVariable(of));
    const vectors = crossing.filter(([of]) => of.type === 'v128');
    for (const [of] of [...vectors, ...crossing.filter((each) => !vectors.includes(each))]) {
      this.#offsets.set(of, bytes);
      bytes += of.type === 'v128' ? 16 : 4;
    }
    this.bytes = Math.ceil(bytes / 16) * 16;
  }

  /** A round that takes its variables from their slots, and puts them back. */
  around(round: Round, slot: Variable, start: Node): Step[] {
    const sets = new Set(round.sets);
    const reads = new Set<Variable>();
    for (const step of round.steps) {
      visitSteps(step, (each) => {
        for (const node of nodesOf(each)) visitReads(node, (of) => reads.add(of));
      });
    }
    const again: Step[] = [];
    const recompute = (of: Variable): void => {
      const value = this.#values.get(of);
      if (!value || sets.has(of)) return;
      sets.add(of);
      visitReads(value, recompute);
      again.push({ kind: 'set', variable: of, value });
    };
    for (const of of reads) recompute(of);
    const kept = [...this.#offsets].filter(([of]) => reads.has(of) || sets.has(of));
    const load = kept.map(
      ([of, offset]): Step => ({
        kind: 'set',
        variable: of,
        value: {
          kind: 'load',
          op: `${of.type}.load`,
          type: of.type,
          address: get(slot),
          offset,
          readonly: false,
        },
      }),
    );
    const store = kept
      .filter(([of]) => sets.has(of))
      .map(
        ([of, offset]): Step => ({
          kind: 'store',
          op: `${of.type}.store`,
          address: get(slot),
          offset,
          value: get(of),
        }),
      );
    return [
      ...(kept.length > 0 ? [{ kind: 'set', variable: slot, value: start } as const] : []),
      ...load,
      ...again,
      { kind: 'block', label: round.end, body: round.steps },
      ...store,
    ];
  }
}
