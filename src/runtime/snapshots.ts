import type { CurrentDevice } from './currentDevice.ts';
import type { Snapshot } from './snapshot.ts';
import type { TrainingState } from './trainingState.ts';

/** Keeps the last snapshot of a model's state, to restore it after a device loss. */
export class Snapshots {
  readonly #current: CurrentDevice;
  #last: Snapshot;
  /** The step of the most recently requested snapshot. */
  #askedAt: number;
  /** Number of times that an earlier snapshot was restored. */
  #rewinds = 0;
  #advances = 0;

  /** @param last the current state on the device */
  constructor(current: CurrentDevice, last: Snapshot) {
    this.#current = current;
    this.#last = last;
    this.#askedAt = last.state.step;
  }

  get last(): Snapshot {
    return this.#last;
  }

  /** Number of snapshots that were of a later step than their predecessor. */
  get advances(): number {
    return this.#advances;
  }

  /**
   * Copies the state after all submitted steps to the host. If a step produced NaN or infinity, the
   * previous snapshot is kept.
   * @throws DisposedError after the model was disposed of
   */
  async take(): Promise<void> {
    this.#current.assertLive();
    const { live } = this.#current;
    const at = { ...live.state };
    if (at.step === this.#last.state.step) {
      this.#last = { state: at, image: this.#last.image };
      return;
    }
    this.#askedAt = at.step;
    const rewinds = this.#rewinds;
    const image = await live.store.read();
    if (rewinds !== this.#rewinds) return;
    if (!image || live !== this.#current.live || at.step < this.#last.state.step) return;
    if (at.step > this.#last.state.step) this.#advances += 1;
    this.#last = { state: at, image };
  }

  /** Takes a snapshot if the device is available. If it is lost, the last snapshot stays valid. */
  async takeIfAny(): Promise<void> {
    const { gpu } = this.#current.live;
    if (gpu.lost !== undefined) return;
    try {
      await this.take();
    } catch (error) {
      if ((await gpu.lostReason()) === undefined) throw error;
    }
  }

  /**
   * Starts a snapshot, without waiting for it, if at least `steps` steps were taken since the last
   * one.
   */
  takeEvery(steps: number): void {
    if (this.#current.live.state.step - this.#askedAt < steps) return;
    // A device loss is reported where results are awaited.
    this.take().catch(() => {});
  }

  /** Writes the last snapshot back to the device. */
  restore(): void {
    const { store, state } = this.#current.live;
    store.write(this.#last.image);
    Object.assign(state, this.fallBack());
  }

  /**
   * Returns permanently to an earlier snapshot. A snapshot that is still being taken is discarded.
   */
  rewind(snapshot: Snapshot): void {
    this.#current.assertLive();
    this.#rewinds += 1;
    this.#last = snapshot;
    this.restore();
  }

  /** The position of the last snapshot. Steps are counted from there again. */
  fallBack(): TrainingState {
    this.#askedAt = this.#last.state.step;
    return { ...this.#last.state };
  }
}
