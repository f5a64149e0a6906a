import { AdapterError } from '../errors.ts';
import type { DeviceTraits } from '../kernels/variants.ts';
import { type AdapterDescription, describeAdapter } from './describeAdapter.ts';
import { Memory } from './memory.ts';
import { PipelineCache } from './pipelines.ts';
import { Readback } from './readback.ts';

export interface GpuOptions {
  /** A device of the caller's; it is used and never destroyed. */
  readonly device?: GPUDevice;
  /** An adapter to make a device from. */
  readonly adapter?: GPUAdapter;
  /** Makes a new device after one of the caller's was lost; asked once a loss. */
  readonly createDevice?: () => Promise<GPUDevice>;
  /** Where to ask for an adapter: `navigator.gpu` by default; in Node pass npm `webgpu`'s. */
  readonly gpu?: GPU;
  /**
   * How to ask for an adapter, where none is given: `{ powerPreference: 'high-performance' }` by
   * default. After a lost device another is asked for in the same way.
   */
  readonly request?: GPURequestAdapterOptions;
}

const REQUEST: GPURequestAdapterOptions = { powerPreference: 'high-performance' };

/** Used where they are there; nothing needs them. */
const OPTIONAL_FEATURES: readonly GPUFeatureName[] = ['subgroups', 'timestamp-query'];

/** How much later than a failed operation the report of a lost device may come. */
const LOSS_NOTICE_MS = 100;

/** A device with what the engine keeps beside it: pipelines and memory accounts. */
export class Gpu {
  readonly device: GPUDevice;
  readonly adapter: AdapterDescription;
  readonly memory: Memory;
  readonly pipelines: PipelineCache;
  readonly readback: Readback;
  readonly #owned: boolean;
  #lost: GPUDeviceLostInfo | undefined;

  private constructor(device: GPUDevice, adapter: AdapterDescription, owned: boolean) {
    this.device = device;
    this.adapter = adapter;
    this.#owned = owned;
    this.memory = new Memory(device);
    this.pipelines = new PipelineCache(device);
    this.readback = new Readback(device, this.memory);
    device.lost.then((info) => {
      this.#lost = info;
    });
  }

  /** @throws AdapterError if there is no WebGPU or no adapter. */
  static async open(options: GpuOptions = {}): Promise<Gpu> {
    if (options.device) {
      return new Gpu(options.device, describeAdapter(options.device.adapterInfo), false);
    }
    const adapter = options.adapter ?? (await requestAdapter(options));
    // The adapter's own limits on the size of a buffer, so that large data sets stay resident.
    const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
    const requiredFeatures = OPTIONAL_FEATURES.filter((name) => adapter.features.has(name));
    const device = await adapter.requestDevice({
      requiredFeatures,
      label: 'webgpu-vae',
      requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
    });
    return new Gpu(device, describeAdapter(adapter.info), true);
  }

  /** The largest buffer that can be bound. */
  get maxBindingBytes(): number {
    const { maxBufferSize, maxStorageBufferBindingSize } = this.device.limits;
    return Math.min(maxBufferSize, maxStorageBufferBindingSize);
  }

  /** What decides between the variants of a kernel. */
  get traits(): DeviceTraits {
    const { subgroupMinSize, subgroupMaxSize } = this.device.adapterInfo;
    const fixed = this.device.features.has('subgroups') && subgroupMinSize === subgroupMaxSize;
    return {
      subgroupSize: fixed ? subgroupMinSize : undefined,
      software: this.adapter.software,
    };
  }

  /**
   * Why the device is gone, or undefined if it is not. Called when something failed: that may
   * be noticed a moment before the loss itself is reported, so it waits that moment.
   */
  async lostReason(): Promise<string | undefined> {
    const moment = new Promise((resolve) => setTimeout(resolve, LOSS_NOTICE_MS));
    await Promise.race([this.device.lost, moment]);
    return this.lost;
  }

  /** Why the device is gone, as far as has been reported. */
  get lost(): string | undefined {
    return this.#lost && (this.#lost.message || this.#lost.reason || 'no reason given');
  }

  dispose(): void {
    this.memory.dispose();
    if (this.#owned) this.device.destroy();
  }
}

async function requestAdapter({ gpu, request = REQUEST }: GpuOptions): Promise<GPUAdapter> {
  const entry = gpu ?? (globalThis.navigator as Navigator | undefined)?.gpu;
  if (!entry) {
    throw new AdapterError(
      'WebGPU is not available here: in a browser serve the page from https or localhost and use ' +
        'a version with WebGPU; in Node install the npm package "webgpu" and pass ' +
        '`gpu` from openGpu() of "webgpu-vae/node"',
    );
  }
  const adapter = await entry.requestAdapter(request);
  if (!adapter) {
    throw new AdapterError(
      'WebGPU is there but offers no adapter: the GPU or its driver is blocked or missing. In ' +
        'Chrome see chrome://gpu; for a software adapter start it with --enable-unsafe-webgpu ' +
        '--use-webgpu-adapter=swiftshader',
    );
  }
  return adapter;
}
