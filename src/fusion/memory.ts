import type { Dispatch } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { bindingsOf } from '../kernels/dispatch.ts';

/**
 * Memory range of a tensor, for overlap checks. Tensors in one memory overlap if they start at the
 * same element, or if one of them is the whole memory.
 */
interface Place {
  readonly memory: string;
  /** First element; undefined for a tensor that covers others. */
  readonly start?: number | undefined;
}

/** A tensor that a dispatch binds. A written tensor may also be read. */
interface Access {
  readonly tensor: Tensor;
  readonly place: Place;
  readonly writes: boolean;
}

const known = new WeakMap<Dispatch, readonly Access[]>();

/** The tensors that a dispatch reads and writes. */
export function accessesOf(dispatch: Dispatch): readonly Access[] {
  const before = known.get(dispatch);
  if (before) return before;
  const accesses = bindingsOf(dispatch).flatMap(({ access, tensor }) =>
    tensor ? [{ tensor, place: placeOf(tensor), writes: access === 'read_write' }] : [],
  );
  known.set(dispatch, accesses);
  return accesses;
}

/** The memory range of a tensor. */
export function placeOf({ name, role, group, arena, offset }: Tensor): Place {
  switch (role) {
    case 'parameter':
      return { memory: `state of ${group}`, start: offset };
    case 'groupState':
    case 'groupParameters':
      return { memory: `state of ${group}` };
    case 'parameterGradient':
      return { memory: `gradient of ${group}`, start: offset };
    case 'groupGradient':
      return { memory: `gradient of ${group}` };
    case 'arena':
      return { memory: `arena ${arena}` };
    default:
      return arena === undefined
        ? { memory: `tensor ${name}` }
        : { memory: `arena ${arena}`, start: offset };
  }
}

/** True if the order of two dispatches matters: one of them writes memory that the other uses. */
export function depend(one: Dispatch, other: Dispatch): boolean {
  return accessesOf(one).some((a) =>
    accessesOf(other).some((b) => (a.writes || b.writes) && overlap(a.place, b.place)),
  );
}

/** True if two tensors in these places have memory in common. */
export function overlap(a: Place, b: Place): boolean {
  if (a.memory !== b.memory) return false;
  return a.start === undefined || b.start === undefined || a.start === b.start;
}

const WHOLE = -1;

/** Index of dispatches by the memory that they use, unordered. */
export class MemoryUsers {
  readonly #memories = new Map<string, Map<number, Set<Dispatch>>>();

  add({ memory, start = WHOLE }: Place, dispatch: Dispatch): void {
    const starts = this.#memories.get(memory) ?? new Map<number, Set<Dispatch>>();
    this.#memories.set(memory, starts);
    const users = starts.get(start) ?? new Set();
    starts.set(start, users.add(dispatch));
  }

  remove({ memory, start = WHOLE }: Place, dispatch: Dispatch): void {
    this.#memories.get(memory)?.get(start)?.delete(dispatch);
  }

  /** The dispatches that use this memory, possibly with duplicates. */
  at({ memory, start }: Place): Dispatch[] {
    const starts = this.#memories.get(memory);
    if (!starts) return [];
    if (start === undefined) return [...starts.values()].flatMap((users) => [...users]);
    return [...(starts.get(start) ?? []), ...(starts.get(WHOLE) ?? [])];
  }
}
