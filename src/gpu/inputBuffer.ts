import { pad, physicalSize } from '../graph/layout.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Gpu } from './device.ts';

/** A buffer for an f32 `input` tensor that the host writes. */
export class InputBuffer {
  readonly tensor: Tensor;
  readonly buffer: GPUBuffer;
  readonly #gpu: Gpu;

  constructor(gpu: Gpu, tensor: Tensor) {
    this.#gpu = gpu;
    this.tensor = tensor;
    this.buffer = gpu.memory.create(
      tensor.name,
      4 * physicalSize(tensor.shape),
      GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    );
  }

  /** @throws ShapeError if `values` does not have exactly the tensor's elements. */
  write(values: Float32Array): void {
    const padded = pad(values, this.tensor.shape, this.tensor.name);
    this.#gpu.device.queue.writeBuffer(this.buffer, 0, padded as Float32Array<ArrayBuffer>);
  }

  dispose(): void {
    this.#gpu.memory.destroy(this.buffer);
  }
}
