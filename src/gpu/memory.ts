import { DisposedError, LimitError } from '../errors.ts';
import type { GPUBuffer, GPUDevice } from '../platform.ts';

/**
 * Creates and tracks every buffer of a device, so that leaks can be counted, and so that allocation
 * failures give a named error instead of an invalid object.
 */
export class Memory {
  readonly #device: GPUDevice;
  readonly #live = new Set<GPUBuffer>();
  /** Buffers whose allocation is not yet confirmed. */
  readonly #pending = new Map<GPUBuffer, Promise<void>>();
  readonly #failures = new WeakMap<GPUBuffer, LimitError>();
  #disposed = false;

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  get bytes(): number {
    return [...this.#live].reduce((sum, buffer) => sum + buffer.size, 0);
  }

  get buffers(): number {
    return this.#live.size;
  }

  /**
   * @throws LimitError if `size` exceeds a limit of the device. Out-of-memory errors appear later:
   * await {@link settled} before relying on the buffer.
   * @throws DisposedError after {@link dispose}, since the buffer would never be freed
   */
  create(label: string, size: number, usage: number): GPUBuffer {
    if (this.#disposed) throw new DisposedError(`the memory for "${label}" was disposed of`);
    const { maxBufferSize, maxStorageBufferBindingSize } = this.#device.limits;
    const bound = usage & GPUBufferUsage.STORAGE ? maxStorageBufferBindingSize : maxBufferSize;
    const limit = Math.min(bound, maxBufferSize);
    if (size > limit) {
      const name = limit === maxBufferSize ? 'maxBufferSize' : 'maxStorageBufferBindingSize';
      throw new LimitError(
        `"${label}" takes ${size} bytes, this device allows ${limit} in one buffer (${name}): ` +
          'use smaller layers, a smaller batch, or a device with a higher limit',
      );
    }
    this.#device.pushErrorScope('out-of-memory');
    const buffer = this.#device.createBuffer({ label, size, usage });
    this.#live.add(buffer);
    const known = this.#device.popErrorScope().then(
      (error) => {
        this.#pending.delete(buffer);
        if (!error) return;
        this.destroy(buffer);
        const failure = new LimitError(
          `out of GPU memory for "${label}" (${size} bytes, ${this.bytes} in use already): ` +
            'use smaller layers or a smaller batch, or close what else uses the GPU',
        );
        this.#failures.set(buffer, failure);
      },
      // A device loss is reported where the device is used.
      () => {
        this.#pending.delete(buffer);
      },
    );
    this.#pending.set(buffer, known);
    return buffer;
  }

  /** Resolves when these buffers exist. @throws LimitError if memory ran out. */
  async settled(buffers: Iterable<GPUBuffer>): Promise<void> {
    const all = [...buffers];
    await Promise.all(all.map((buffer) => this.#pending.get(buffer)));
    for (const buffer of all) {
      const failure = this.#failures.get(buffer);
      if (failure) throw failure;
    }
  }

  destroy(buffer: GPUBuffer): void {
    if (this.#live.delete(buffer)) buffer.destroy();
  }

  dispose(): void {
    this.#disposed = true;
    for (const buffer of [...this.#live]) this.destroy(buffer);
  }
}
