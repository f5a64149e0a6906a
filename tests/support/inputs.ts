import type { Gpu } from '../../src/gpu/device.ts';
import { pad } from '../../src/graph/layout.ts';
import type { Tensor } from '../../src/graph/tensor.ts';

const ARRAYS = { f32: Float32Array, u8: Uint8Array, u16: Uint16Array, u32: Uint32Array } as const;

/** A tensor's values in device form: with its element type and padding. */
export function padded(tensor: Tensor, values: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const elements = ARRAYS[tensor.dtype].from(values);
  return pad(elements, tensor.shape, tensor.name) as Uint8Array<ArrayBuffer>;
}

/** A buffer for each tensor with its values, by name. The caller destroys them. */
export function uploadAll(
  gpu: Gpu,
  tensors: readonly Tensor[],
  values: Readonly<Record<string, ArrayLike<number>>>,
): Map<string, GPUBuffer> {
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  return new Map(
    tensors.map((tensor) => {
      const elements = padded(tensor, values[tensor.name] ?? []);
      const buffer = gpu.memory.create(tensor.name, elements.byteLength, usage);
      gpu.device.queue.writeBuffer(buffer, 0, elements);
      return [tensor.name, buffer] as const;
    }),
  );
}
