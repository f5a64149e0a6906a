import { DeviceLostError } from '../errors.ts';
import type { AdapterDescription } from '../gpu/describeAdapter.ts';
import { Gpu, type GpuOptions } from '../gpu/device.ts';
import type { Store } from '../graph/store.ts';
import type { CurrentDevice } from './currentDevice.ts';
import { type LiveState, loadSnapshot } from './liveState.ts';
import type { Snapshots } from './snapshots.ts';

/**
 * Training gives up after this number of consecutive device losses without progress between them.
 */
const MAX_LOSSES = 3;

/** Sent to the app after a device was lost and replaced. */
export interface DeviceLoss {
  /** The browser's reason for the loss. */
  readonly reason: string;
  /** The step from which training continues. */
  readonly step: number;
}

interface RecoveryOptions {
  readonly store: Store;
  readonly current: CurrentDevice;
  readonly snapshots: Snapshots;
  /** Options with which the first device was opened. */
  readonly gpu: GpuOptions;
  /** Called after another device has replaced the one on the adapter `before`. */
  readonly onReplaced: (loss: DeviceLoss, before: AdapterDescription) => void;
}

/** Opens a new device after a loss and restores the last snapshot on it. */
export class DeviceRecovery {
  readonly #options: RecoveryOptions;
  #losses = 0;
  /** The value of `snapshots.advances` at the last loss. */
  #advances = 0;
  #replacing: Promise<void> | undefined;

  constructor(options: RecoveryOptions) {
    this.#options = options;
  }

  /** Ensures that a device is available; after a loss, opens one and restores the last snapshot. */
  async ready(): Promise<void> {
    const { current } = this.#options;
    current.assertLive();
    const { live } = current;
    if (live.gpu.lost !== undefined) await this.recover(new Error(live.gpu.lost), live);
  }

  /**
   * Runs work that only reads the state. If the device is lost, runs the work again on the next
   * one.
   */
  async survive<T>(use: (live: LiveState) => Promise<T>): Promise<T> {
    await this.ready();
    for (;;) {
      const { live } = this.#options.current;
      try {
        const result = await use(live);
        this.#losses = 0;
        return result;
      } catch (error) {
        await this.recover(error, live);
      }
    }
  }

  /**
   * Handles `error` of work on `live`. If its device was lost, opens a new one in the state of the
   * last snapshot. Callers that find the same loss share one recovery.
   * @throws `error` itself if the device was not lost
   * @throws DeviceLostError if no other device is available, or too many were lost in a row
   */
  async recover(error: unknown, live: LiveState): Promise<void> {
    const { current } = this.#options;
    const reason = await live.gpu.lostReason();
    if (reason === undefined || current.disposed) throw error;
    if (live.gpu !== current.live.gpu) return;
    this.#replacing ??= this.#replace(reason).finally(() => {
      this.#replacing = undefined;
    });
    await this.#replacing;
  }

  async #replace(reason: string): Promise<void> {
    const { current, snapshots, onReplaced } = this.#options;
    const { gpu: dead, store } = current.live;
    const state = snapshots.fallBack();
    const { step } = state;
    // Unfinished work on the dead device keeps its own copy of the position from here on.
    current.replace({ gpu: dead, store, state });
    dead.dispose();
    if (snapshots.advances !== this.#advances) this.#losses = 0;
    this.#advances = snapshots.advances;
    const lost = (advice: string, cause?: unknown): DeviceLostError =>
      new DeviceLostError(
        `the GPU device was lost (${reason}); the state stands at step ${step}: ${advice}`,
        { step, cause },
      );
    if (this.#losses === MAX_LOSSES) {
      this.#losses = 0;
      throw lost(`gave up after ${MAX_LOSSES} other devices in a row, save() still works`);
    }
    if (this.#options.gpu.device && !this.#options.gpu.createDevice) {
      throw lost('give `createDevice` to go on with a new device, or save() and load()');
    }
    try {
      current.replace(await this.#openAnother());
    } catch (cause) {
      current.assertLive();
      throw lost('no new device that holds the model could be had, save() still works', cause);
    }
    this.#losses += 1;
    onReplaced({ reason, step }, dead.adapter);
  }

  async #openAnother(): Promise<LiveState> {
    const { store, current, snapshots } = this.#options;
    const { device: _, createDevice, adapter: __, ...options } = this.#options.gpu;
    const gpu = await Gpu.open(createDevice ? { device: await createDevice() } : options);
    const { live } = await loadSnapshot(gpu, store, () => snapshots.last);
    current.assertLiveFor(gpu);
    return live;
  }
}
