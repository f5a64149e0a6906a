import { ConfigError, LimitError } from '../errors.ts';
import { physicalSize } from '../graph/layout.ts';
import { HEALTHY, REPORT_SIZE } from '../graph/report.ts';
import { STATE_PARTS, type StateImage } from '../graph/stateLayout.ts';
import { type Store, VARIABLES } from '../graph/store.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Gpu } from './device.ts';
import type { BufferSlice } from './slice.ts';

/** A function, since Node defines this global only after a device was requested. */
const usage = (): number =>
  GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;

/**
 * A store's values on a device: one buffer `[parameters | m | v]` per parameter group, one for all
 * variables, and one for the report that the host reads after a burst. A gradient buffer per group
 * is created when a plan needs it, since fused plans never write gradients to memory. All plans of
 * a model run on the same store.
 */
export class DeviceStore {
  readonly #gpu: Gpu;
  readonly #states = new Map<string, GPUBuffer>();
  readonly #gradients = new Map<string, GPUBuffer>();
  readonly #report: GPUBuffer;
  readonly #shadows = new Map<string, GPUBuffer>();

  /** @throws LimitError if a group does not fit one buffer of the device */
  constructor(gpu: Gpu, store: Store) {
    this.#gpu = gpu;
    const limit = gpu.maxBindingBytes;
    for (const { name, size } of store.groups) {
      const bytes = 4 * STATE_PARTS.length * size;
      if (bytes > limit) {
        const most = Math.floor(limit / 4 / STATE_PARTS.length / 1e5) / 10;
        throw new LimitError(
          `the parameters of group "${name}" and their moments take ${bytes} bytes, this device ` +
            `allows ${limit} in one buffer (maxStorageBufferBindingSize, maxBufferSize): a model ` +
            `of up to ${most} million parameters fits, this one has ${size / 1e6} million`,
        );
      }
      this.#states.set(name, gpu.memory.create(`${name}.state`, bytes, usage()));
    }
    if (store.variablesSize > 0) {
      const bytes = 4 * store.variablesSize;
      if (bytes > limit) {
        throw new LimitError(
          `the variables take ${bytes} bytes, this device allows ${limit} in one buffer ` +
            '(maxStorageBufferBindingSize, maxBufferSize): use smaller ones',
        );
      }
      this.#states.set(VARIABLES, gpu.memory.create(VARIABLES, bytes, usage()));
    }
    this.#report = gpu.memory.create('report', 4 * REPORT_SIZE, usage());
    this.resetHealth();
  }

  /** Resolves when the buffers exist. @throws LimitError if memory ran out. */
  async settled(): Promise<void> {
    await this.#gpu.memory.settled([...this.#states.values(), this.#report]);
    try {
      await this.#gpu.memory.settled(this.#gradients.values());
    } catch (error) {
      // Plans that need no gradients can still run.
      for (const gradient of this.#gradients.values()) this.#gpu.memory.destroy(gradient);
      this.#gradients.clear();
      throw error;
    }
  }

  /** Memory of a tensor of the store; undefined if the tensor does not belong to the store. */
  slice(tensor: Tensor): BufferSlice | undefined {
    const group = tensor.group ?? '';
    const offset = 4 * (tensor.offset ?? 0);
    const size = 4 * physicalSize(tensor.shape);
    switch (tensor.role) {
      case 'parameter':
      case 'variable':
      case 'groupState':
      case 'groupParameters':
        return { buffer: this.#buffer(this.#states, group), offset, size };
      case 'parameterGradient':
      case 'groupGradient':
        return { buffer: this.#gradient(group), offset, size };
      case 'health':
      case 'sums':
        return { buffer: this.#report, offset, size };
      default:
        return undefined;
    }
  }

  #gradient(group: string): GPUBuffer {
    const known = this.#gradients.get(group);
    if (known) return known;
    // The gradients are a third of the size of the state.
    const { size } = this.#buffer(this.#states, group);
    const bytes = size / STATE_PARTS.length;
    const gradient = this.#gpu.memory.create(`${group}.gradient`, bytes, usage());
    this.#gradients.set(group, gradient);
    return gradient;
  }

  /** Overwrites the whole state and resets the health. */
  write(image: StateImage): void {
    for (const [name, values] of image) {
      this.#gpu.device.queue.writeBuffer(this.#buffer(this.#states, name), 0, values);
    }
    this.resetHealth();
  }

  /**
   * The whole state after all submitted steps. Undefined if one of them produced NaN or infinity.
   */
  async read(): Promise<StateImage | undefined> {
    const names = [...this.#states.keys()];
    const states = [...this.#states.values()].map((buffer) => {
      return { buffer, offset: 0, size: buffer.size };
    });
    const health = { buffer: this.#report, offset: 0, size: 4 };
    const bytes = await this.#gpu.readback.read([...states, health]);
    if (new Uint32Array(bytes.pop() ?? new ArrayBuffer())[0] !== HEALTHY) return undefined;
    return new Map(names.map((name, i) => [name, new Float32Array(bytes[i] as ArrayBuffer)]));
  }

  /**
   * Keeps a copy of the state on the device, for {@link restoreShadow}.
   * @throws LimitError if there is not enough memory for it
   */
  async keepShadow(): Promise<void> {
    const shadows = [...this.#states].map(([name, { size }]) => this.#shadow(name, size));
    try {
      await this.#gpu.memory.settled(shadows);
    } catch (error) {
      for (const shadow of shadows) this.#gpu.memory.destroy(shadow);
      this.#shadows.clear();
      throw error;
    }
    this.#copyStates((name, state) => [state, this.#shadow(name, state.size)]);
  }

  /** Restores the state of the last {@link keepShadow} and resets the health. */
  restoreShadow(): void {
    this.#copyStates((name, state) => [this.#shadow(name, state.size), state]);
    this.resetHealth();
  }

  resetHealth(): void {
    this.#gpu.device.queue.writeBuffer(this.#report, 0, Uint32Array.of(HEALTHY));
  }

  /** Frees the values. Executables that use them must not run any more. */
  dispose(): void {
    const kept = [this.#states, this.#gradients, this.#shadows].flatMap((map) => [...map.values()]);
    for (const buffer of [...kept, this.#report]) this.#gpu.memory.destroy(buffer);
  }

  #copyStates(pair: (name: string, state: GPUBuffer) => [from: GPUBuffer, to: GPUBuffer]): void {
    const encoder = this.#gpu.device.createCommandEncoder({ label: 'shadow' });
    for (const [name, state] of this.#states) {
      const [from, to] = pair(name, state);
      encoder.copyBufferToBuffer(from, 0, to, 0, state.size);
    }
    this.#gpu.device.queue.submit([encoder.finish()]);
  }

  #shadow(name: string, size: number): GPUBuffer {
    const usage = GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const known = this.#shadows.get(name);
    const shadow = known ?? this.#gpu.memory.create(`${name}.shadow`, size, usage);
    this.#shadows.set(name, shadow);
    return shadow;
  }

  #buffer(buffers: ReadonlyMap<string, GPUBuffer>, group: string): GPUBuffer {
    const buffer = buffers.get(group);
    if (!buffer) throw new ConfigError(`the store has no parameter group "${group}"`);
    return buffer;
  }
}
