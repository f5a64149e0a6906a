import { type Dispatch, type Plan, runsEvery, tensorsOf } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { accumulates } from '../kernels/bytes.ts';
import { bindingsOf } from '../kernels/dispatch.ts';

/** A tensor that is made in every step anew, and the numbers of the dispatches that use it. */
interface Life {
  readonly tensor: Tensor;
  readonly users: number[];
}

/**
 * Which tensors of a plan can lie where an earlier one lay: by name, the name of the first tensor
 * there. Only among activations, or gradients, of one shape: kernels leave padding as they find
 * it, and tensors of one shape have the same padding. Nothing shares where the plan does not say
 * what is read after a run.
 */
export function sharedMemory({ step, burst, outputs }: Plan): ReadonlyMap<string, string> {
  const shared = new Map<string, string>();
  if (!outputs) return shared;
  const kept = new Set([...outputs, ...burst.flatMap(tensorsOf).map(([, { name }]) => name)]);
  const places = new Map<string, { readonly first: string; free: number }[]>();
  for (const { tensor, users } of lives(step)) {
    const [start = 0] = users;
    if (kept.has(tensor.name) || !madeAnew(tensor, users, step)) continue;
    const kind = `${tensor.role} ${tensor.shape.join()}`;
    const alike = places.get(kind) ?? [];
    places.set(kind, alike);
    const place = alike.find(({ free }) => free <= start);
    const end = (users.at(-1) ?? start) + 1;
    if (place) {
      place.free = end;
      shared.set(tensor.name, place.first);
    } else {
      alike.push({ first: tensor.name, free: end });
    }
  }
  return shared;
}

/** The activations and gradients with buffers of their own, in order of first use. */
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

/** Whether no step reads what an earlier one left in the tensor. */
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
