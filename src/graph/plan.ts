import type { KernelName } from './kernelName.generated.ts';
import { physicalSize } from './layout.ts';
import type { Tensor } from './tensor.ts';

/** The file that fills a slot of a kernel, and the tensors that this file binds. */
export interface SlotUse {
  readonly choice: string;
  readonly bindings: Readonly<Record<string, Tensor>>;
}

/** One kernel launch, as plain data. The kernel and its constants determine the grid. */
export interface Dispatch {
  readonly label: string;
  readonly kernel: KernelName;
  readonly bindings: Readonly<Record<string, Tensor>>;
  readonly slots: Readonly<Record<string, SlotUse>>;
  readonly constants: Readonly<Record<string, number | boolean | readonly number[]>>;
  /** The recorded dispatches that a fused dispatch replaces. Its twin runs their twins in order. */
  readonly parts?: readonly Dispatch[];
  /** The dispatch runs in steps 1, 1 + every, 1 + 2 · every, …; 1 by default. */
  readonly every?: number;
}

/**
 * A list of dispatches as plain data, to print, compare, cost, rewrite and execute. The dispatches
 * of `step` run in order in each step; those of `burst` run once after a burst of steps.
 */
export interface Plan {
  readonly name: string;
  readonly step: readonly Dispatch[];
  readonly burst: readonly Dispatch[];
  /**
   * Names of the activations and gradients that are read after a run. If given, the memory of all
   * others may be reused within the plan. If omitted, every tensor can be read.
   */
  readonly outputs?: readonly string[];
}

/** Number of steps from one run of a dispatch to the next. */
export function runsEvery({ every = 1 }: Dispatch): number {
  return every;
}

/** True if something that runs every `every` steps runs in this step, counted from 1. */
export function runsIn(step: number, { every = 1 }: { readonly every?: number }): boolean {
  return (step - 1) % every === 0;
}

/** All tensors that a dispatch binds, by binding name, including the bindings of slots. */
export function tensorsOf(dispatch: Dispatch): [binding: string, tensor: Tensor][] {
  return [
    ...Object.entries(dispatch.bindings),
    ...Object.values(dispatch.slots).flatMap((slot) => Object.entries(slot.bindings)),
  ];
}

/** The plan with every fused dispatch replaced by its recorded dispatches. */
export function recordedPlan(plan: Plan): Plan {
  return { ...plan, step: plan.step.flatMap(recorded), burst: plan.burst.flatMap(recorded) };
}

/** The recorded dispatches that a dispatch stands for; itself if it is a recorded one. */
export function recorded(dispatch: Dispatch): readonly Dispatch[] {
  return dispatch.parts?.flatMap(recorded) ?? [dispatch];
}

/** All tensors of a plan, without duplicates, in order of first use. */
export function planTensors(plan: Plan): Tensor[] {
  const tensors = new Map<string, Tensor>();
  for (const dispatch of [...plan.step, ...plan.burst]) {
    for (const [, tensor] of tensorsOf(dispatch)) tensors.set(tensor.name, tensor);
  }
  return [...tensors.values()];
}

/** Size of every arena in f32 elements: the end of its last tensor. */
export function arenaSizes(tensors: readonly Tensor[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { arena, offset = 0, shape } of tensors) {
    if (arena === undefined) continue;
    const end = offset + physicalSize(shape);
    sizes.set(arena, Math.max(end, sizes.get(arena) ?? 0));
  }
  return sizes;
}

/**
 * The tensors that are zero at the start of a burst: those carried from step to step, and the loss
 * terms that some steps leave out. The sums over a burst would otherwise see such a term's values of
 * an earlier burst.
 */
export function zeroedTensors(plan: Plan): Tensor[] {
  const leftOut = plan.step.filter((dispatch) => runsEvery(dispatch) > 1);
  const names = new Set(leftOut.flatMap(tensorsOf).map(([, { name }]) => name));
  return planTensors(plan).filter(
    ({ role, name }) => role === 'carried' || (role === 'terms' && names.has(name)),
  );
}

/**
 * Prints a plan with one line per dispatch: label, kernel, slots, tensors and constants. For people
 * and for snapshots in tests.
 */
export function printPlan(plan: Plan): string {
  const line = (dispatch: Dispatch): string => {
    const slots = Object.entries(dispatch.slots).map(([slot, use]) => `${slot}=${use.choice}`);
    const tensors = tensorsOf(dispatch).map(([binding, tensor]) => `${binding}:${tensor.name}`);
    const constants = Object.entries(dispatch.constants).map(([key, value]) => `${key}=${value}`);
    const kernel = slots.length > 0 ? `${dispatch.kernel}<${slots.join(', ')}>` : dispatch.kernel;
    const every = runsEvery(dispatch) === 1 ? [] : [`every ${runsEvery(dispatch)} steps`];
    const rest = [...constants, ...every].join(' ');
    return `${dispatch.label}: ${kernel}(${tensors.join(', ')}) ${rest}`.trimEnd();
  };
  const burst = plan.burst.length > 0 ? ['once a burst', ...plan.burst.map(line)] : [];
  return [plan.name, ...plan.step.map(line), ...burst].join('\n');
}
