import type { CompiledBuffer, CompiledSlice } from '../compiled/format.ts';
import { ROW_INDEX } from '../data/field.ts';
import { InternalError, LimitError } from '../errors.ts';
import { sharedMemory } from '../gpu/sharedMemory.ts';
import { ELEMENT_BYTES, pad, physicalSize } from '../graph/layout.ts';
import { arenaSizes, type Plan, planTensors } from '../graph/plan.ts';
import type { Tensor, TensorRole } from '../graph/tensor.ts';

/** Largest buffer that every device can bind. */
export const MAX_BINDING_BYTES = 2 ** 27;

/** Roles whose memory the store of a model owns and inference reads. */
const STORED: readonly TensorRole[] = ['parameter', 'variable'];

/** Roles of a plan that uses a model; the others are those of training. */
const OWN: readonly TensorRole[] = ['input', 'activation', 'scratch', 'carried', 'terms', 'arena'];

/** Memory for every tensor of a plan, by the tensor's name. */
export interface Placement {
  readonly buffers: readonly CompiledBuffer[];
  readonly slices: ReadonlyMap<string, CompiledSlice>;
}

/**
 * Decides which buffers a plan needs and where each tensor lies, by the rules of `gpu/allocate.ts`.
 * Every parameter gets a buffer of its own.
 * @throws InternalError for a tensor that only training has
 * @throws LimitError for a tensor that some devices cannot bind
 */
export function placeTensors(plan: Plan): Placement {
  const buffers: CompiledBuffer[] = [];
  const create = (label: string, bytes: number, holds: Partial<CompiledBuffer> = {}): number => {
    if (bytes <= MAX_BINDING_BYTES) return buffers.push({ label, bytes, ...holds }) - 1;
    throw new LimitError(
      `"${label}" takes ${bytes} bytes, every device allows ${MAX_BINDING_BYTES} in one buffer: ` +
        'compile a model of smaller layers',
    );
  };
  const tensors = planTensors(plan);
  const arenas = new Map(
    [...arenaSizes(tensors)].map(([name, size]) => [name, create(name, ELEMENT_BYTES.f32 * size)]),
  );
  const place = (tensor: Tensor): CompiledSlice => {
    const { name, role, dtype, arena, offset = 0 } = tensor;
    const bytes = bytesOf(tensor);
    const shared = arena === undefined ? undefined : arenas.get(arena);
    if (shared !== undefined) return [shared, ELEMENT_BYTES[dtype] * offset, bytes];
    const words = wordsOf(tensor);
    if (words) return [create(name, bytes, { words }), 0, bytes];
    if (STORED.includes(role)) return [create(name, bytes, { weights: name }), 0, bytes];
    if (OWN.includes(role)) return [create(name, bytes), 0, bytes];
    throw new InternalError(`${plan.name}: "${name}" is a ${role}, which inference does not have`);
  };
  const reused = sharedMemory(plan);
  const slices = new Map<string, CompiledSlice>();
  for (const tensor of tensors) {
    const before = slices.get(reused.get(tensor.name) ?? '');
    slices.set(tensor.name, before ? [before[0], before[1], bytesOf(tensor)] : place(tensor));
  }
  return { buffers, slices };
}

function bytesOf({ dtype, shape }: Tensor): number {
  return ELEMENT_BYTES[dtype] * physicalSize(shape);
}

/** The values of tensors that are the same in every pass; rows are read in their order. */
function wordsOf({ name, role, dtype, shape, values }: Tensor): readonly number[] | undefined {
  const ordered = role === 'input' && name === ROW_INDEX;
  const known = ordered ? Array.from({ length: shape[0] ?? 0 }, (_, row) => row) : values;
  if (!known) return undefined;
  const padded = pad((dtype === 'f32' ? Float32Array : Uint32Array).from(known), shape, name);
  return [...new Uint32Array(padded.buffer)];
}
