import { logicalSize, physicalSize } from '../graph/layout.ts';
import { type Dispatch, type Plan, runsEvery, tensorsOf } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { accumulates } from '../kernels/accumulates.ts';
import { bindingsOf } from '../kernels/dispatch.ts';

/** A tensor that is computed in every step, and the indices of the dispatches that use it. */
interface Life {
  readonly tensor: Tensor;
  readonly users: number[];
}

/**
 * The tensors of a plan that can reuse the memory of an earlier tensor: by name, the name of the
 * first tensor in that memory, which is no smaller. Only activations, or gradients, share memory, and
 * those with padding only if their shapes are equal: kernels do not change padding. Nothing is shared if
 * the plan does not list its outputs.
 */
export function sharedMemory({ step, burst, outputs }: Plan): ReadonlyMap<string, string> {
  const shared = new Map<string, string>();
  if (!outputs) return shared;
  const kept = new Set([...outputs, ...burst.flatMap(tensorsOf).map(([, { name }]) => name)]);
  const places = new Map<
    string,
    { readonly first: string; readonly size: number; free: number }[]
  >();
  for (const { tensor, users } of lives(step)) {
    const [start = 0] = users;
    if (kept.has(tensor.name) || !madeAnew(tensor, users, step)) continue;
    const size = physicalSize(tensor.shape);
    const padding = size > logicalSize(tensor.shape) ? tensor.shape.join() : 'without padding';
    const kind = `${tensor.role} ${padding}`;
    const alike = places.get(kind) ?? [];
    places.set(kind, alike);
    const place = alike.find((each) => each.free <= start && each.size >= size);
    const end = (users.at(-1) ?? start) + 1;
    if (place) {
      place.free = end;
      shared.set(tensor.name, place.first);
    } else {
      alike.push({ first: tensor.name, size, free: end });
    }
  }
  return shared;
}

/** The activations and gradients with their own buffers, in order of first use. */
function lives(step: readonly Dispatch[]): Life[] {
  const lives = new Map<string, Life>();
  for (const [i, dispatch] of step.entries()) {
    for (const [, tensor] of tensorsOf(dispatch)) {
      const { name, role, arena } = tensor;
      if (arena !== undefined || (role !== 'activation' && role !== 'gradient')) continue;
      const life = lives.get(name) ?? { tensor, users: [] };
      lives.set(name, life);
      life.users.push(i);
    }
  }
  return [...lives.values()];
}

/** True if no step reads values of an earlier step in the tensor. */
function madeAnew(tensor: Tensor, users: readonly number[], step: readonly Dispatch[]): boolean {
  const dispatches = users.flatMap((i) => step[i] ?? []);
  const [maker] = dispatches;
  const written = maker && bindingsOf(maker).filter((each) => each.tensor?.name === tensor.name);
  return (
    maker !== undefined &&
    dispatches.every((each) => runsEvery(each) === runsEvery(maker)) &&
    written?.every(({ access, name }) => access === 'read_write' && !accumulates(maker, name)) ===
      true
  );
}
