import { DeviceLostError, DisposedError } from '../errors.ts';
import type { VaeModel } from '../families/vae/vae.ts';
import { fuse as fusePlan } from '../fusion/fuse.ts';
import { Gpu, type GpuOptions } from '../gpu/device.ts';
import { DeviceStore } from '../gpu/deviceStore.ts';
import type { Plan } from '../graph/plan.ts';
import { chooseVariants, chosenVariant, defaultVariant } from '../kernels/variants.ts';
import { type FittedChoices, fitChoices } from './choices.ts';
import type { DeviceLoss, KernelChoices, Live, Notice, Snapshot } from './live.ts';
import { RightOfWay } from './rightOfWay.ts';
import { SessionCache } from './sessionCache.ts';
import type { TrainingState } from './trainingState.ts';

/** Losses in a row, with no progress between them, after which training gives up. */
const MAX_LOSSES = 3;

/**
 * The device under a model: its GPU, its store's values, and the last snapshot, from which
 * both are rebuilt when the device is lost.
 */
export class Engine {
  readonly model: VaeModel;
  readonly #options: GpuOptions;
  readonly #onDeviceLost: ((loss: DeviceLoss) => void) | undefined;
  readonly #onNotice: ((notice: Notice) => void) | undefined;
  /** What was compiled for the device at hand. */
  readonly sessions = new SessionCache((session, live) => this.#assertCurrent(session, live));
  /** Inference goes before the bursts of training that are not under way yet. */
  readonly rightOfWay = new RightOfWay();
  #live: Live;
  #kernels: KernelChoices;
  #snapshot: Snapshot;
  /** The step of the last snapshot asked for. */
  #snapshotAt: number;
  /** How often an earlier snapshot was made the state. */
  #rewinds = 0;
  #losses = 0;
  #replacing: Promise<void> | undefined;
  #disposed = false;

  private constructor(
    { model, kernels, options, onDeviceLost, onNotice }: EngineOptions,
    live: Live,
    snapshot: Snapshot,
  ) {
    this.model = model;
    this.#kernels = kernels;
    this.#options = options;
    this.#onDeviceLost = onDeviceLost;
    this.#onNotice = onNotice;
    this.#live = live;
    this.#snapshot = snapshot;
    this.#snapshotAt = this.state.step;
  }

  /**
   * @throws AdapterError if there is no adapter
   * @throws LimitError if the model does not fit the device
   * @throws ConfigError if it cannot run a variant that was asked for
   */
  static async open(options: EngineOptions, initial: () => Snapshot): Promise<Engine> {
    const gpu = await Gpu.open(options.options);
    const [store, snapshot] = await load(gpu, options.model, initial);
    const engine = new Engine(options, { gpu, store, state: { ...snapshot.state } }, snapshot);
    try {
      engine.#adopt(fitChoices(options.kernels, gpu));
    } catch (error) {
      engine.dispose();
      throw error;
    }
    return engine;
  }

  get live(): Live {
    return this.#live;
  }

  get gpu(): Gpu {
    return this.#live.gpu;
  }

  get store(): DeviceStore {
    return this.#live.store;
  }

  /** A recorded plan as it runs on the device at hand: fused, on the variants chosen for it. */
  adapt(plan: Plan, { fuse, keepBatch, variants = {} }: KernelChoices = this.#kernels): Plan {
    const { traits, maxBindingBytes } = this.gpu;
    const fallback = defaultVariant(traits);
    return chooseVariants(
      fuse ? fusePlan(plan, { keepBatch: keepBatch ?? traits.software, maxBindingBytes }) : plan,
      (dispatch) => chosenVariant(variants, dispatch) ?? fallback,
    );
  }

  /** Which kernels run, and what a checkpoint says of it. */
  get kernels(): KernelChoices {
    return this.#kernels;
  }

  /**
   * Runs other kernels from now on; what was compiled is forgotten.
   * @throws if the choices were made on a device that was replaced meanwhile
   */
  choose(kernels: KernelChoices, live: Live): void {
    this.assertLive();
    if (live !== this.#live) throw new Error('the device was replaced meanwhile');
    this.#kernels = kernels;
    this.sessions.forget();
  }

  /** Tells the app, if it listens. */
  notify(notice: Notice): void {
    this.#onNotice?.(notice);
  }

  #adopt({ kernels, notices }: FittedChoices): void {
    this.#kernels = kernels;
    for (const notice of notices) this.notify(notice);
  }

  /** How far training has come. */
  get state(): TrainingState {
    return this.#live.state;
  }

  /** The state to which a lost device falls back. */
  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /**
   * Copies the state as of everything submitted so far to the host. Does nothing if a step
   * met NaN or infinity: then the snapshot before it is the one to keep.
   */
  async takeSnapshot(): Promise<void> {
    this.assertLive();
    const live = this.#live;
    const at = { ...live.state };
    if (at.step === this.#snapshot.state.step) {
      this.#snapshot = { state: at, image: this.#snapshot.image };
      return;
    }
    this.#snapshotAt = at.step;
    const rewinds = this.#rewinds;
    const image = await live.store.read();
    if (rewinds !== this.#rewinds) return;
    if (!image || live !== this.#live || at.step < this.#snapshot.state.step) return;
    if (at.step > this.#snapshot.state.step) this.#losses = 0;
    this.#snapshot = { state: at, image };
  }

  /** Takes a snapshot where the device is there; where it is lost, the last one is the state. */
  async takeSnapshotIfAny(): Promise<void> {
    const { gpu } = this.#live;
    if (gpu.lost !== undefined) return;
    try {
      await this.takeSnapshot();
    } catch (error) {
      if ((await gpu.lostReason()) === undefined) throw error;
    }
  }

  /** Takes a snapshot, without waiting for it, if that many steps were taken since the last. */
  snapshotEvery(steps: number): void {
    if (this.state.step - this.#snapshotAt < steps) return;
    // A device that is lost meanwhile shows where results are awaited.
    this.takeSnapshot().catch(() => {});
  }

  /** Goes back to the last snapshot. */
  restore(): void {
    const { store, state } = this.#live;
    store.write(this.#snapshot.image);
    Object.assign(state, this.#snapshot.state);
    this.#snapshotAt = state.step;
  }

  /** Goes back to an earlier snapshot for good; a later one still under way counts no more. */
  rewind(snapshot: Snapshot): void {
    this.assertLive();
    this.#rewinds += 1;
    this.#snapshot = snapshot;
    this.restore();
  }

  /** Makes sure that the device is there, rebuilding it from the last snapshot if it is not. */
  async ready(): Promise<void> {
    this.assertLive();
    const live = this.#live;
    if (live.gpu.lost !== undefined) await this.recover(new Error(live.gpu.lost), live);
  }

  /** Runs what reads the state alone, on another device again if this one is lost meanwhile. */
  async survive<T>(use: (live: Live) => Promise<T>): Promise<T> {
    await this.ready();
    for (;;) {
      const live = this.#live;
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
  async recover(error: unknown, live: Live): Promise<void> {
    const reason = await live.gpu.lostReason();
    if (reason === undefined || this.#disposed) throw error;
    if (live.gpu !== this.#live.gpu) return;
    this.#replacing ??= this.#replace(reason).finally(() => {
      this.#replacing = undefined;
    });
    await this.#replacing;
  }

  async #replace(reason: string): Promise<void> {
    const { gpu: dead, store } = this.#live;
    const { state } = this.#snapshot;
    // Work under way on the dead device keeps counting on its own copy from here on.
    this.#live = { gpu: dead, store, state: { ...state } };
    this.#snapshotAt = state.step;
    const lost = (advice: string, cause?: unknown): DeviceLostError =>
      new DeviceLostError(
        `the GPU device was lost (${reason}); the state stands at step ${state.step}: ${advice}`,
        { step: state.step, cause },
      );
    dead.dispose();
    if (this.#losses === MAX_LOSSES) {
      this.#losses = 0;
      throw lost(`gave up after ${MAX_LOSSES} other devices in a row, save() still works`);
    }
    const { device, createDevice, adapter: _, ...options } = this.#options;
    if (device && !createDevice) {
      throw lost('give `createDevice` to go on with a new device, or save() and load()');
    }
    try {
      const gpu = await Gpu.open(createDevice ? { device: await createDevice() } : options);
      const [opened] = await load(gpu, this.model, () => this.#snapshot);
      this.#assertLiveFor(gpu);
      this.#live = { gpu, store: opened, state: { ...state } };
    } catch (cause) {
      this.assertLive();
      throw lost('no new device that holds the model could be had, save() still works', cause);
    }
    this.#losses += 1;
    this.#adopt(fitChoices(this.#kernels, this.#live.gpu, dead.adapter));
    this.#onDeviceLost?.({ reason, step: state.step });
  }

  /** @throws DisposedError where work goes on after `dispose()`, before it touches freed memory */
  assertLive(): void {
    if (this.#disposed) throw new DisposedError('the model was disposed of while it was in use');
  }

  /** For what took time to make: where the engine was disposed of meanwhile, so is `made`. */
  #assertLiveFor(made: { dispose(): void }): void {
    if (this.#disposed) made.dispose();
    this.assertLive();
  }

  /** For a session about to be used: it must be for the device at hand. */
  #assertCurrent(session: { dispose(): void }, live: Live): void {
    this.#assertLiveFor(session);
    if (live !== this.#live) throw new Error('the device was replaced meanwhile');
  }

  dispose(): void {
    this.#disposed = true;
    this.#live.gpu.dispose();
  }
}

export interface EngineOptions {
  readonly model: VaeModel;
  readonly kernels: KernelChoices;
  readonly options: GpuOptions;
  readonly onDeviceLost?: ((loss: DeviceLoss) => void) | undefined;
  readonly onNotice?: ((notice: Notice) => void) | undefined;
}

/** @param snapshot is asked for when it is known that the model fits the device */
async function load(
  gpu: Gpu,
  model: VaeModel,
  snapshot: () => Snapshot,
): Promise<[DeviceStore, Snapshot]> {
  try {
    const store = new DeviceStore(gpu, model.store);
    await store.settled();
    const loaded = snapshot();
    store.write(loaded.image);
    return [store, loaded];
  } catch (error) {
    gpu.dispose();
    throw error;
  }
}
