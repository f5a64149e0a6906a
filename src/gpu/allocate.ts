import { ConfigError } from '../errors.ts';
import { ELEMENT_BYTES, pad, physicalSize } from '../graph/layout.ts';
import { arenaSizes, type Plan, planTensors } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Gpu } from './device.ts';
import type { DeviceStore } from './deviceStore.ts';
import type { InputBuffers } from './feed.ts';
import { sharedMemory } from './sharedMemory.ts';
import type { BufferSlice } from './slice.ts';

/**
 * Assigns memory to every tensor of a plan: memory of the store, of the caller or of its arena,
 * memory of an earlier tensor that is no longer needed, or a new buffer.
 * @param owned receives the new buffers, also if allocation fails
 * @throws ConfigError for an input without a buffer, LimitError for a tensor that does not fit
 */
export function allocate(
  gpu: Gpu,
  store: DeviceStore,
  plan: Plan,
  inputs: InputBuffers,
  owned: GPUBuffer[],
): Map<string, BufferSlice> {
  const create = (name: string, bytes: number): GPUBuffer => {
    const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
    const buffer = gpu.memory.create(name, bytes, STORAGE | COPY_SRC | COPY_DST);
    owned.push(buffer);
    return buffer;
  };
  const upload = ({ name, dtype, shape }: Tensor, values: readonly number[]): GPUBuffer => {
    const kind = dtype === 'f32' ? Float32Array : Uint32Array;
    const padded = pad(kind.from(values), shape, name);
    const buffer = create(name, padded.byteLength);
    gpu.device.queue.writeBuffer(buffer, 0, padded);
    return buffer;
  };
  const tensors = planTensors(plan);
  const arenas = new Map(
    [...arenaSizes(tensors)].map(([name, size]) => {
      return [name, create(name, ELEMENT_BYTES.f32 * size)] as const;
    }),
  );
  const place = (tensor: Tensor): BufferSlice => {
    const size = bytesOf(tensor);
    const stored = store.slice(tensor);
    if (stored) return stored;
    const arena = tensor.arena !== undefined && arenas.get(tensor.arena);
    if (arena) return { buffer: arena, offset: startOf(tensor), size };
    if (tensor.values) return { buffer: upload(tensor, tensor.values), offset: 0, size };
    if (tensor.role !== 'input') return { buffer: create(tensor.name, size), offset: 0, size };
    const buffer = inputs.get(tensor.name);
    if (buffer) return { buffer, offset: 0, size };
    throw new ConfigError(`plan "${plan.name}": no buffer for input "${tensor.name}"`);
  };
  const shared = sharedMemory(plan);
  const slices = new Map<string, BufferSlice>();
  for (const tensor of tensors) {
    const before = slices.get(shared.get(tensor.name) ?? '');
    slices.set(tensor.name, before ? { ...before, size: bytesOf(tensor) } : place(tensor));
  }
  return slices;
}

function bytesOf({ dtype, shape }: Tensor): number {
  return ELEMENT_BYTES[dtype] * physicalSize(shape);
}

function startOf({ dtype, offset = 0 }: Tensor): number {
  return ELEMENT_BYTES[dtype] * offset;
}
