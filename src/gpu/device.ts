import type { DeviceTraits } from '../kernels/variants.ts';
import type { GPUAdapter, GPUDevice } from '../platform.ts';
import { type AdapterDescription, describeAdapter } from './describeAdapter.ts';
import { Memory } from './memory.ts';
import { openDevice } from './openDevice.ts';
import { PipelineCache } from './pipelines.ts';
import { Readback } from './readback.ts';
import type { AdapterSource } from './requestAdapter.ts';

export interface GpuOptions extends AdapterSource {
  /**
   * A device of the caller. It is used and never destroyed. By default the model opens one of its
   * own.
   */
  readonly device?: GPUDevice;
  /** An adapter from which to create a device. By default one is requested. */
  readonly adapter?: GPUAdapter;
  /** Creates a new device after the caller's device was lost; called once per loss. */
  readonly createDevice?: () => Promise<GPUDevice>;
}

/** Maximum delay between a failed operation and the report of the device loss that caused it. */
const LOSS_NOTICE_MS = 100;

/** A device with its pipeline cache and memory accounting. */
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
    const device = await openDevice(options);
    return new Gpu(device, describeAdapter(device.adapterInfo), true);
  }

  /** Maximum size of a buffer that can be bound. */
  get maxBindingBytes(): number {
    const { maxBufferSize, maxStorageBufferBindingSize } = this.device.limits;
    return Math.min(maxBufferSize, maxStorageBufferBindingSize);
  }

  /** Properties that determine the default kernel variants. */
  get traits(): DeviceTraits {
    const { subgroupMinSize, subgroupMaxSize } = this.device.adapterInfo;
    const fixed = this.device.features.has('subgroups') && subgroupMinSize === subgroupMaxSize;
    return {
      subgroupSize: fixed ? subgroupMinSize : undefined,
      software: this.adapter.software,
    };
  }

  /**
   * The reason for the device loss, or undefined if the device is not lost. Call after a failure:
   * it waits briefly, since the failure may be noticed before the loss is reported.
   */
  async lostReason(): Promise<string | undefined> {
    const moment = new Promise((resolve) => setTimeout(resolve, LOSS_NOTICE_MS));
    await Promise.race([this.device.lost, moment]);
    return this.lost;
  }

  /** The reason for the device loss, if one has been reported. */
  get lost(): string | undefined {
    return this.#lost && (this.#lost.message || this.#lost.reason || 'no reason given');
  }

  dispose(): void {
    this.memory.dispose();
    if (this.#owned) this.device.destroy();
  }
}
