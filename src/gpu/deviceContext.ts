import type { GPUAdapter, GPUDevice } from '../platform.ts';
import { type AdapterDescription, adapterDescription } from './describeAdapter.ts';
import { Memory } from './memory.ts';
import { openDevice } from './openDevice.ts';
import { Readback } from './readback.ts';
import type { AdapterSource } from './requestAdapter.ts';

/** Where a device comes from. */
export interface DeviceSource extends AdapterSource {
  /**
   * A device of the caller. It is used and never destroyed. By default the model opens one of its
   * own.
   */
  readonly device?: GPUDevice;
  /** An adapter from which to create a device. By default one is requested. */
  readonly adapter?: GPUAdapter;
}

/** Maximum delay between a failed operation and the report of the device loss that caused it. */
const LOSS_NOTICE_MS = 100;

/** A device with memory accounting and read-back. */
export class DeviceContext {
  readonly device: GPUDevice;
  readonly adapter: AdapterDescription;
  readonly memory: Memory;
  readonly readback: Readback;
  readonly #owned: boolean;
  #lost: GPUDeviceLostInfo | undefined;

  /** @param owned the device is destroyed with the context */
  protected constructor(device: GPUDevice, owned: boolean) {
    this.device = device;
    this.adapter = adapterDescription(device.adapterInfo);
    this.#owned = owned;
    this.memory = new Memory(device);
    this.readback = new Readback(this);
    device.lost.then((info) => {
      this.#lost = info;
    });
  }

  /** @throws AdapterError if there is no WebGPU or no adapter. */
  static async open(source: DeviceSource): Promise<DeviceContext> {
    return new DeviceContext(source.device ?? (await openDevice(source)), !source.device);
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
