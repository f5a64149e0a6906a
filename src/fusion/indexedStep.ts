import type { KernelName } from '../graph/kernelName.generated.ts';
import { type Dispatch, type Plan, runsEvery } from '../graph/plan.ts';
import type { Tensor, TensorRole } from '../graph/tensor.ts';
import { accessesOf, depend, MemoryUsers, placeOf } from './memory.ts';
import type { Joint, Rewrite } from './rewrite.ts';
import { sumParts } from './termsInParts.ts';

/** Roles of tensors that connect the dispatches of a pattern. */
const MADE_IN_STEP: readonly TensorRole[] = [
  'activation',
  'gradient',
  'parameterGradient',
  'terms',
];

/**
 * The dispatches of a plan's step during rewriting, indexed by the memory that they use. A query
 * takes time proportional to its result, not to the size of the step.
 */
export class IndexedStep {
  readonly #plan: Plan;
  /** Position of each dispatch. New dispatches take the position of a part. */
  readonly #places = new Map<Dispatch, number>();
  readonly #users = new MemoryUsers();
  readonly #writers = new MemoryUsers();
  /** Names of the tensors that are read after the step. */
  readonly #readLater: ReadonlySet<string>;
  #burst: readonly Dispatch[];
  #rewritten = false;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#burst = plan.burst;
    const inBurst = plan.burst.flatMap(accessesOf).map(({ tensor }) => tensor.name);
    this.#readLater = new Set([...inBurst, ...(plan.outputs ?? [])]);
    for (const [place, dispatch] of plan.step.entries()) {
      // The same object may occur twice in the step.
      this.#add(this.#places.has(dispatch) ? { ...dispatch } : dispatch, place);
    }
  }

  /** The current plan; the original object if nothing was rewritten. */
  get plan(): Plan {
    if (!this.#rewritten) return this.#plan;
    return { ...this.#plan, step: this.inOrder(this.#places.keys()), burst: this.#burst };
  }

  /** The dispatches of the given kernels, in order. */
  ofKernels(kernels: readonly KernelName[]): Dispatch[] {
    return this.inOrder(this.#places.keys()).filter(({ kernel }) => kernels.includes(kernel));
  }

  has(dispatch: Dispatch): boolean {
    return this.#places.has(dispatch);
  }

  /**
   * Removes duplicates and sorts by position. Dispatches at the same position keep the order in
   * which they were added.
   */
  inOrder(dispatches: Iterable<Dispatch>): Dispatch[] {
    return [...new Set(dispatches)].sort((a, b) => this.#placeOf(a) - this.#placeOf(b));
  }

  /** The dispatches that bind memory of `tensor`, in any role, in order. */
  usersOf(tensor: Tensor): Dispatch[] {
    return this.inOrder(this.#users.at(placeOf(tensor)));
  }

  /**
   * The only dispatch of a kernel, or of some kernels, that binds `tensor` as `binding`; undefined if
   * there are more.
   */
  only(
    kernels: KernelName | readonly KernelName[],
    binding: string,
    tensor: Tensor | undefined,
  ): Dispatch | undefined {
    if (!tensor) return undefined;
    const found = this.usersOf(tensor).filter((user) => {
      const bound = user.bindings[binding] ?? user.slots.load?.bindings[binding];
      return [kernels].flat().includes(user.kernel) && bound?.name === tensor.name;
    });
    return found.length === 1 ? found[0] : undefined;
  }

  /**
   * True if a rewrite keeps every result. The parts of a joint must run in the same steps and in
   * the given order, each part must be movable to the joint's position, and removed tensors must
   * have no other users.
   */
  allows(rewrite: Rewrite): boolean {
    return (
      rewrite.joints.every(
        (joint) => runTogether(joint) && this.#standInOrder(joint) && this.#mayMove(joint),
      ) && this.#othersNeedNothing(rewrite)
    );
  }

  /**
   * Rewrites the step.
   * @returns the dispatches that may now belong to a pattern: users of the new dispatches' tensors,
   *   and of tensors that have fewer users than before
   */
  apply({ joints, kept = [], inParts }: Rewrite): Dispatch[] {
    const added = joints.flatMap(({ at, parts, made }) => {
      const place = this.#placeOf(at);
      const every = parts[0]?.every;
      return made.map((each) => {
        return { place, dispatch: every === undefined ? each : { ...each, every } };
      });
    });
    const gone = new Set(
      joints.flatMap(({ parts }) => parts).filter((part) => !kept.includes(part)),
    );
    this.#rewritten = true;
    for (const part of gone) this.#remove(part);
    for (const { dispatch, place } of added) this.#add(dispatch, place);
    if (inParts) this.#burst = sumParts(this.#burst, inParts);
    const made = added.flatMap(({ dispatch }) => accessesOf(dispatch));
    const bound = new Set(made.map(({ tensor }) => tensor.name));
    const left = [...gone].flatMap(accessesOf).filter(({ tensor }) => !bound.has(tensor.name));
    const tying = [...left, ...made.filter(({ writes }) => writes)].filter(({ tensor: { role } }) =>
      MADE_IN_STEP.includes(role),
    );
    return this.inOrder(tying.flatMap(({ place }) => this.#users.at(place)));
  }

  /** Parts may be in another order than given only if their order does not matter. */
  #standInOrder({ parts }: Joint): boolean {
    const places = parts.map((part) => this.#placeOf(part));
    if (places.every((place, i) => i === 0 || place >= (places[i - 1] ?? 0))) return true;
    return parts.every((part, i) =>
      parts.slice(0, i).every((before, j) => {
        return (places[j] ?? 0) <= (places[i] ?? 0) || !depend(before, part);
      }),
    );
  }

  /**
   * A part may move past a dispatch that neither writes memory that the part reads nor uses memory
   * that the part writes. Removed tensors are ignored, since they have no other users.
   */
  #mayMove({ parts, at, made }: Joint): boolean {
    const moving = new Set(parts);
    const left = new Set(made.flatMap(accessesOf).map(({ tensor }) => tensor.name));
    const end = this.#placeOf(at);
    return parts.every((part) => {
      const start = this.#placeOf(part);
      const between = (other: Dispatch): boolean => {
        const place = this.#placeOf(other);
        return place >= Math.min(start, end) && place <= Math.max(start, end);
      };
      return accessesOf(part).every(({ tensor, place, writes }) => {
        const others = writes && left.has(tensor.name) ? this.#users : this.#writers;
        return others.at(place).every((other) => moving.has(other) || !between(other));
      });
    });
  }

  #othersNeedNothing({ joints, kept = [] }: Rewrite): boolean {
    const parts = new Set(joints.flatMap((joint) => joint.parts));
    const made = joints.flatMap((joint) => joint.made);
    const left = new Set([...made, ...kept].flatMap(accessesOf).map(({ tensor }) => tensor.name));
    const written = [...parts].flatMap(accessesOf).filter(({ writes }) => writes);
    return written.every(({ tensor: { name }, place }) => {
      if (left.has(name)) return true;
      return !this.#readLater.has(name) && this.#users.at(place).every((user) => parts.has(user));
    });
  }

  #placeOf(dispatch: Dispatch): number {
    return this.#places.get(dispatch) ?? Number.NaN;
  }

  #add(dispatch: Dispatch, place: number): void {
    this.#places.set(dispatch, place);
    for (const { place: at, writes } of accessesOf(dispatch)) {
      this.#users.add(at, dispatch);
      if (writes) this.#writers.add(at, dispatch);
    }
  }

  #remove(dispatch: Dispatch): void {
    this.#places.delete(dispatch);
    for (const { place, writes } of accessesOf(dispatch)) {
      this.#users.remove(place, dispatch);
      if (writes) this.#writers.remove(place, dispatch);
    }
  }
}

function runTogether({ parts }: Joint): boolean {
  return new Set(parts.map(runsEvery)).size === 1;
}
