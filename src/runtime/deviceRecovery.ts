import { DeviceLostError } from '../errors.ts';
import type { AdapterDescription } from '../gpu/describeAdapter.ts';
import { Gpu, type GpuOptions } from '../gpu/device.ts';
import type { Store } from '../graph/store.ts';
import type { CurrentDevice } from './currentDevice.ts';
import { type LiveState, loadSnapshot } from './liveState.ts';
import type { Snapshots } from './snapshots.ts';

/** Losses in a row, with no progress between them, after which training gives up. */
const MAX_LOSSES = 3;

/** What an app is told when its device was lost. */
export interface DeviceLoss {
  readonly reason: string;
  /** The step from which training goes on. */
  readonly step: number;
}

interface RecoveryOptions {
  readonly store: Store;
  readonly current: CurrentDevice;
  readonly snapshots: Snapshots;
  /** How the first device was opened. */
  readonly gpu: GpuOptions;
  /** Called when another device has taken the place of the one on `before`. */
  readonly onReplaced: (loss: DeviceLoss, before: AdapterDescription) => void;
}

/** Opens another device when one is lost, in the state of the last snapshot. */
export class DeviceRecovery {
  readonly #options: RecoveryOptions;
  #losses = 0;
  /** Of the snapshots, when the last device was lost. */
  #advances = 0;
  #replacing: Promise<void> | undefined;

  constructor(options: RecoveryOptions) {
    this.#options = options;
  }

  /** Makes sure that the device is there, rebuilding it from the last snapshot if it is not. */
  async ready(): Promise<void> {
    const { current } = this.#options;
    current.assertLive();
    const { live } = current;
    if (live.gpu.lost !== undefined) await this.recover(new Error(live.gpu.lost), live);
  }

  /** Runs what reads the state alone, on another device again if this one is lost meanwhile. */
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
   * After `error` in work on `live`: if its device was lost, there is another in the state of
   * the last snapshot. Whoever finds the same loss shares one recovery.
   * @throws `error` itself if the device is there
   * @throws DeviceLostError if there can be no other device, or too many were lost in a row
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
    // Work under way on the dead device keeps counting on its own copy from here on.
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
