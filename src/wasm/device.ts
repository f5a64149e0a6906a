import { CommandEncoder } from './commands/encoder.ts';
import type { CompileShader, CompileTarget } from './compiler/types.ts';
import type { DeviceState } from './deviceState.ts';
import { type Kernel, Kernels } from './kernels.ts';
import type { LinearMemory } from './memory/linearMemory.ts';
import { Scratch } from './memory/scratch.ts';
import {
  type BindGroup,
  BindGroupLayout,
  makeBindGroup,
  PipelineLayout,
} from './objects/bindGroup.ts';
import { WasmBuffer } from './objects/buffer.ts';
import { DeviceQueue } from './objects/deviceQueue.ts';
import { ErrorScopes } from './objects/errorScopes.ts';
import { type DeviceError, OutOfMemoryError, PipelineError } from './objects/errors.ts';
import { ComputePipeline } from './objects/pipeline.ts';
import { QuerySet } from './objects/querySet.ts';
import { ShaderModule } from './objects/shaderModule.ts';
import { WorkQueue } from './queue.ts';
import { openRunner } from './run/openRunner.ts';
import type { Runner, RunnerEvents } from './run/runner.ts';

/** Pieces of a launch for each thread: a thread that is slower for a while takes fewer of them. */
const PIECES_PER_THREAD = 16;

/** Stands for a kernel on a device that was lost. */
const NO_KERNEL: Kernel = { id: -1, bindings: [] };

/** A device is made of these parts. */
export interface DeviceParts {
  readonly memory: LinearMemory;
  readonly compile: CompileShader;
  readonly target: CompileTarget;
  /** Number of threads; 0 for the caller's. */
  readonly threads: number;
  readonly label: string;
  readonly features: ReadonlySet<string>;
  readonly limits: Readonly<Record<string, number>>;
  /** The adapter's info for a device with this number of threads. */
  readonly info: (threads: number) => GPUAdapterInfo;
}

/**
 * The part of `GPUDevice` that computes, in WebAssembly. What draws is missing, and calls of it throw
 * or make a command buffer invalid.
 */
export class WasmDevice extends EventTarget {
  label: string;
  readonly features: ReadonlySet<string>;
  readonly limits: Readonly<Record<string, number>>;
  readonly adapterInfo: GPUAdapterInfo;
  readonly queue: DeviceQueue;
  readonly lost: Promise<GPUDeviceLostInfo>;
  onuncapturederror: ((event: Event) => void) | null = null;
  readonly #errors = new ErrorScopes((error) => this.#uncaptured(error));
  readonly #state: DeviceState & { lost: boolean };
  readonly #runner: Runner;
  readonly #kernels: Kernels;
  #lose: (info: GPUDeviceLostInfo) => void = () => {};

  private constructor(parts: DeviceParts, runner: Runner, events: { target?: RunnerEvents }) {
    super();
    const { memory, label, features, limits, info } = parts;
    const { threads } = runner;
    this.label = label;
    this.features = features;
    this.limits = limits;
    this.#runner = runner;
    this.adapterInfo = info(threads);
    const scratch = new Scratch(memory, Math.max(1, threads));
    const queue = new WorkQueue(memory, scratch, runner);
    const pieces = threads > 1 ? PIECES_PER_THREAD * threads : 1;
    this.#state = { memory, queue, errors: this.#errors, pieces, lost: false };
    this.#kernels = new Kernels({ ...parts, scratch, queue, runner });
    this.queue = new DeviceQueue(this.#state);
    this.lost = new Promise((resolve) => {
      this.#lose = resolve;
    });
    events.target = {
      ended: (lists) => queue.ended(lists),
      failed: (message) => this.#end('unknown', message),
    };
  }

  /** Starts the threads of a device. */
  static async open(parts: DeviceParts): Promise<WasmDevice> {
    const events: { target?: RunnerEvents } = {};
    const runner = await openRunner(parts.memory, parts.threads, {
      ended: (lists) => events.target?.ended(lists),
      failed: (message) => events.target?.failed(message),
    });
    return new WasmDevice(parts, runner, events);
  }

  createBuffer(descriptor: GPUBufferDescriptor): WasmBuffer {
    const { label = '', size, mappedAtCreation } = descriptor;
    let address: number | undefined;
    const most = this.limits.maxBufferSize ?? 0;
    if (size > most) {
      this.#errors.invalid(`buffer "${label}" takes ${size} bytes, at most ${most} are allowed`);
    } else if (!this.#state.lost) {
      address = this.#state.memory.allocateZeroed(size);
      if (address === undefined) {
        this.#errors.report(
          new OutOfMemoryError(`no memory for the ${size} bytes of buffer "${label}"`),
        );
      }
    }
    if (mappedAtCreation && size % 4 !== 0) {
      throw new RangeError(`buffer "${label}": size ${size} must be a multiple of 4 to be mapped`);
    }
    return new WasmBuffer(this.#state, descriptor, address);
  }

  createBindGroupLayout(descriptor: GPUBindGroupLayoutDescriptor): BindGroupLayout {
    return new BindGroupLayout(descriptor);
  }

  createPipelineLayout(descriptor: GPUPipelineLayoutDescriptor): PipelineLayout {
    return new PipelineLayout(descriptor);
  }

  createBindGroup(descriptor: GPUBindGroupDescriptor): BindGroup {
    const group = makeBindGroup(descriptor);
    if (group.invalid !== undefined) this.#errors.invalid(group.invalid);
    return group;
  }

  createShaderModule(descriptor: GPUShaderModuleDescriptor): ShaderModule {
    return new ShaderModule(descriptor);
  }

  /**
   * Compiles a kernel and hands it to all threads.
   * @throws PipelineError for WGSL that does not compile, or a layout that lacks a binding
   */
  async createComputePipelineAsync(
    descriptor: GPUComputePipelineDescriptor,
  ): Promise<ComputePipeline> {
    const { label = '', layout, compute } = descriptor;
    const module = compute.module as unknown as ShaderModule;
    const entryPoint = compute.entryPoint ?? module.entryPoint;
    if (entryPoint === undefined) {
      throw new PipelineError(`"${label}": name the entry point, the shader has not just one`);
    }
    if (Object.keys(compute.constants ?? {}).length > 0) {
      throw new PipelineError(`"${label}": the WebAssembly device takes no override constants`);
    }
    const given = layout === 'auto' ? undefined : (layout as unknown as PipelineLayout);
    const kernel = await this.#kernels.get(module.code, entryPoint).catch((cause: unknown) => {
      // The loss says all: WebGPU gives a pipeline that is of no use.
      if (this.#state.lost) return NO_KERNEL;
      module.keep(cause);
      const message = cause instanceof Error ? cause.message : String(cause);
      throw new PipelineError(`"${label}": ${message}`, { cause });
    });
    const pipeline = new ComputePipeline(label, kernel.id, kernel, given);
    const { unlaid } = pipeline;
    if (!unlaid) return pipeline;
    const name = `@group(${unlaid.group}) @binding(${unlaid.binding})`;
    throw new PipelineError(`"${label}": the layout lacks ${name}`);
  }

  createCommandEncoder({ label = '' }: GPUCommandEncoderDescriptor = {}): CommandEncoder {
    return new CommandEncoder(this.#state, label);
  }

  /** @throws TypeError without the feature `timestamp-query` */
  createQuerySet(descriptor: GPUQuerySetDescriptor): QuerySet {
    if (!this.features.has('timestamp-query')) {
      throw new TypeError('timestamps need the device feature "timestamp-query"');
    }
    return new QuerySet(this.#state, descriptor);
  }

  pushErrorScope(filter: GPUErrorFilter): void {
    this.#errors.push(filter);
  }

  /** @throws DOMException (OperationError) if no scope is open */
  async popErrorScope(): Promise<DeviceError | null> {
    return this.#state.lost ? null : this.#errors.pop();
  }

  /** Ends the threads and all work. Promises of mappings reject, all others resolve. */
  destroy(): void {
    this.#end('destroyed', 'the device was destroyed');
  }

  createComputePipeline(): never {
    throw new TypeError('the WebAssembly device compiles in createComputePipelineAsync only');
  }

  createTexture(): never {
    throw new TypeError('the WebAssembly device has no textures');
  }

  createRenderPipeline(): never {
    throw new TypeError('the WebAssembly device does not render');
  }

  #end(reason: GPUDeviceLostReason, message: string): void {
    if (this.#state.lost) return;
    this.#state.lost = true;
    this.#runner.dispose();
    this.#lose({ reason, message } as GPUDeviceLostInfo);
    this.#state.queue.abandon();
    this.#state.memory.release();
  }

  /** Tells the listeners; if none prevents it, the console. A lost device reports nothing. */
  #uncaptured(error: DeviceError): void {
    if (this.#state.lost) return;
    const event = Object.assign(new Event('uncapturederror', { cancelable: true }), { error });
    this.onuncapturederror?.(event);
    if (this.dispatchEvent(event)) console.warn(`WebAssembly device: ${error.message}`);
  }
}
