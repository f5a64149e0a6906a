import { chooseBackend } from '../backend/chooseBackend.ts';
import type { BackendSource } from '../backend/hardware.ts';
import type { Model } from '../families/model.ts';
import type { Fusion, FusionOptions } from '../fusion/rule.ts';
import type { AdapterDescription } from '../gpu/describeAdapter.ts';
import { Gpu, type GpuOptions } from '../gpu/device.ts';
import type { DeviceStore } from '../gpu/deviceStore.ts';
import type { Plan } from '../graph/plan.ts';
import { Later } from '../later.ts';
import { adaptPlan } from './adaptPlan.ts';
import { CurrentDevice } from './currentDevice.ts';
import { type DeviceLoss, DeviceRecovery } from './deviceRecovery.ts';
import type { KernelChoices } from './kernelChoices.ts';
import { type LiveState, loadSnapshot } from './liveState.ts';
import type { Notice } from './notice.ts';
import { RightOfWay } from './rightOfWay.ts';
import { SessionCache } from './sessionCache.ts';
import type { Snapshot } from './snapshot.ts';
import { Snapshots } from './snapshots.ts';
import type { TrainingState } from './trainingState.ts';

/**
 * Adapts a choice of kernels to a device. It loads when there is a choice: after the loss of a device
 * there may be no network.
 */
const adapting = new Later(() => import('./runnableChoices.ts'));

export interface EngineOptions {
  readonly model: Model;
  readonly kernels: KernelChoices;
  readonly options: GpuOptions & BackendSource & Pick<FusionOptions, 'maxSubmitMs'>;
  readonly onDeviceLost?: ((loss: DeviceLoss) => void) | undefined;
  readonly onNotice?: ((notice: Notice) => void) | undefined;
}

/**
 * A model on a device: its state there, the choice of kernels, and the sessions compiled for them.
 */
export class Engine {
  readonly model: Model;
  /** The snapshots that are restored after a device loss. */
  readonly snapshots: Snapshots;
  /** Sessions compiled for the current device. */
  readonly sessions: SessionCache;
  /** Gives inference priority over training bursts that are not yet submitted. */
  readonly rightOfWay = new RightOfWay();
  readonly #current: CurrentDevice;
  readonly #recovery: DeviceRecovery;
  readonly #onNotice: ((notice: Notice) => void) | undefined;
  readonly #maxSubmitMs: number | undefined;
  #kernels: KernelChoices;

  private constructor(
    { model, kernels, options, onDeviceLost, onNotice }: EngineOptions,
    live: LiveState,
    snapshot: Snapshot,
  ) {
    this.model = model;
    this.#kernels = kernels;
    this.#onNotice = onNotice;
    this.#maxSubmitMs = options.maxSubmitMs;
    const current = new CurrentDevice(live);
    this.#current = current;
    this.snapshots = new Snapshots(current, snapshot);
    this.sessions = new SessionCache((session, of) => {
      current.assertLiveFor(session);
      current.assertCurrent(of);
    });
    this.#recovery = new DeviceRecovery({
      store: model.store,
      current,
      snapshots: this.snapshots,
      gpu: options,
      onReplaced: (loss, before) => {
        this.#adoptKernels(before);
        onDeviceLost?.(loss);
      },
    });
  }

  /**
   * @param initial returns the initial state; called after the device limits were checked
   * @throws AdapterError if nothing here can compute
   * @throws LimitError if the model does not fit the device
   * @throws ConfigError if the device cannot run a requested variant
   */
  static async open(options: EngineOptions, initial: () => Snapshot): Promise<Engine> {
    if (isChoice(options.kernels)) await adapting.load();
    const chosen = await chooseBackend(options.options);
    const gpu = await Gpu.open(chosen);
    const { live, snapshot } = await loadSnapshot(gpu, options.model.store, initial);
    const engine = new Engine({ ...options, options: chosen }, live, snapshot);
    try {
      engine.#adoptKernels();
    } catch (error) {
      engine.dispose();
      throw error;
    }
    return engine;
  }

  get live(): LiveState {
    return this.#current.live;
  }

  get gpu(): Gpu {
    return this.live.gpu;
  }

  get store(): DeviceStore {
    return this.live.store;
  }

  /** Position of training. */
  get state(): TrainingState {
    return this.live.state;
  }

  /** The choice of kernels, which checkpoints record. */
  get kernels(): KernelChoices {
    return this.#kernels;
  }

  /** Prepares a recorded plan for the current device. */
  adapt(plan: Plan, fusion: Fusion, kernels: KernelChoices = this.#kernels): Plan {
    const { gpu } = this;
    return adaptPlan(plan, fusion, gpu, { ...kernels, maxSubmitMs: this.#maxSubmitMs });
  }

  /**
   * Switches to other kernels and discards the compiled sessions.
   * @throws DeviceReplaced if the choices were made on a device that has been replaced
   */
  async choose(kernels: KernelChoices, live: LiveState): Promise<void> {
    await adapting.load();
    this.assertLive();
    this.#current.assertCurrent(live);
    this.#kernels = kernels;
    this.sessions.forget();
  }

  /** Passes a notice to the app's listener, if there is one. */
  notify(notice: Notice): void {
    (this.#onNotice ?? warn)(notice);
  }

  /** See {@link DeviceRecovery.ready}. */
  ready(): Promise<void> {
    return this.#recovery.ready();
  }

  /** See {@link DeviceRecovery.survive}. */
  survive<T>(use: (live: LiveState) => Promise<T>): Promise<T> {
    return this.#recovery.survive(use);
  }

  /** See {@link DeviceRecovery.recover}. */
  recover(error: unknown, live: LiveState): Promise<void> {
    return this.#recovery.recover(error, live);
  }

  /** @throws DisposedError if the model has been disposed of; call before using its memory */
  assertLive(): void {
    this.#current.assertLive();
  }

  /** @throws DeviceReplaced unless `live` is the current state */
  assertCurrent(live: LiveState): void {
    this.#current.assertCurrent(live);
  }

  dispose(): void {
    this.#current.dispose();
  }

  /** Adapts the choice of kernels to the current device, after the adapter `before`. */
  #adoptKernels(before?: AdapterDescription): void {
    const { fuse } = this.#kernels;
    const { kernels, notices } = isChoice(this.#kernels)
      ? adapting.get().runnableChoices(this.#kernels, this.gpu, before)
      : { kernels: { fuse }, notices: [] };
    this.#kernels = kernels;
    for (const notice of notices) this.notify(notice);
  }
}

/** True if more is chosen than whether plans are fused. */
function isChoice({ variants, keepBatch }: KernelChoices): boolean {
  return variants !== undefined || keepBatch !== undefined;
}

/** Prints notices that no listener takes. */
function warn({ message }: Notice): void {
  console.warn(`webgpu-vae: ${message}`);
}
