import { get, type Node, type Step, type Variable } from './ir.ts';
import type { Kernel } from './lower.ts';
import type { Round } from './rounds.ts';
import type { Uniformity } from './uniformity.ts';
import { nodesOf, operandsOf, setBy, visitReads, visitSteps } from './walk.ts';

/** The variables that live from one round to another. */
export class Slots {
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
