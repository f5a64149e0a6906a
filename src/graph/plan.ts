import type { KernelName } from './kernelName.generated.ts';
import { physicalSize } from './layout.ts';
import type { Tensor } from './tensor.ts';

/** Which file fills a slot of a kernel, and the tensors that file binds. */
export interface SlotUse {
  readonly choice: string;
  readonly bindings: Readonly<Record<string, Tensor>>;
}

/** One kernel launch: plain data. The grid follows from the kernel and its constants. */
export interface Dispatch {
  readonly label: string;
  readonly kernel: KernelName;
  readonly bindings: Readonly<Record<string, Tensor>>;
  readonly slots: Readonly<Record<string, SlotUse>>;
  readonly constants: Readonly<Record<string, number | boolean | readonly number[]>>;
  /** The recorded dispatches that a fused one stands for; its twin is theirs, in order. */
  readonly parts?: readonly Dispatch[];
  /** Runs only in steps 1, 1 + every, 1 + 2 · every, …; 1 if left out. */
  readonly every?: number;
}

/**
 * What to run, as plain data: it can be printed, compared, costed, rewritten and
 * executed. `step` runs once a step in order, `burst` once after a burst of steps.
 */
export interface Plan {
  readonly name: string;
  readonly step: readonly Dispatch[];
  readonly burst: readonly Dispatch[];
  /**
   * Names of the activations and gradients that are read after a run. Where it is given, all others
   * may lose their memory to later ones; where it is left out, all of them can be read.
   */
  readonly outputs?: readonly string[];
}

/** From one step in which a dispatch runs to the next. */
export function runsEvery({ every = 1 }: Dispatch): number {
  return every;
}

/** Whether what runs only every so many steps runs in a step, from 1. */
export function runsIn(step: number, { every = 1 }: { readonly every?: number }): boolean {
  return (step - 1) % every === 0;
}

/** Steps after which the same dispatches run again. */
export function period({ step }: Plan): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  return step.reduce((all, { every = 1 }) => (all * every) / divisor(all, every), 1);
}

/** Every tensor a dispatch binds, by binding name; slots' bindings included. */
export function tensorsOf(dispatch: Dispatch): [binding: string, tensor: Tensor][] {
  return [
    ...Object.entries(dispatch.bindings),
    ...Object.values(dispatch.slots).flatMap((slot) => Object.entries(slot.bindings)),
  ];
}

/** The plan with every fused dispatch replaced by the recorded ones that it stands for. */
export function recordedPlan(plan: Plan): Plan {
  const recorded = (dispatch: Dispatch): readonly Dispatch[] =>
    dispatch.parts?.flatMap(recorded) ?? [dispatch];
  return { ...plan, step: plan.step.flatMap(recorded), burst: plan.burst.flatMap(recorded) };
}

/** Every tensor of a plan, once each, in order of first use. */
export function planTensors(plan: Plan): Tensor[] {
  const tensors = new Map<string, Tensor>();
  for (const dispatch of [...plan.step, ...plan.burst]) {
    for (const [, tensor] of tensorsOf(dispatch)) tensors.set(tensor.name, tensor);
  }
  return [...tensors.values()];
}

/** Elements of every arena, all f32: where its last tensor ends. */
export function arenaSizes(tensors: readonly Tensor[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { arena, offset = 0, shape } of tensors) {
    if (arena === undefined) continue;
    const end = offset + physicalSize(shape);
    sizes.set(arena, Math.max(end, sizes.get(arena) ?? 0));
  }
  return sizes;
}

/** A line a dispatch: label, kernel, slots, tensors and constants. For people and snapshots. */
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
