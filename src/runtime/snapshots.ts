import type { CurrentDevice } from './currentDevice.ts';
import type { Snapshot } from './snapshot.ts';
import type { TrainingState } from './trainingState.ts';

/** Keeps the last snapshot of a model's state: what a lost device falls back to. */
export class Snapshots {
  readonly #current: CurrentDevice;
  #last: Snapshot;
  /** The step of the last snapshot asked for. */
  #askedAt: number;
  /** How often an earlier snapshot was made the state. */
  #rewinds = 0;
  #advances = 0;

  /** @param last the state as it stands on the device */
  constructor(current: CurrentDevice, last: Snapshot) {
    this.#current = current;
    this.#last = last;
    this.#askedAt = last.state.step;
  }

  get last(): Snapshot {
    return this.#last;
  }

  /** How often a snapshot was of a later step than the one before it. */
  get advances(): number {
    return this.#advances;
  }

  /**
   * Copies the state as of everything submitted so far to the host. Does nothing if a step
   * met NaN or infinity: then the snapshot before it is the one to keep.
   * @throws DisposedError once the model is disposed of
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

  /** Takes a snapshot where the device is there; where it is lost, the last one is the state. */
  async takeIfAny(): Promise<void> {
    const { gpu } = this.#current.live;
    if (gpu.lost !== undefined) return;
    try {
      await this.take();
    } catch (error) {
      if ((await gpu.lostReason()) === undefined) throw error;
    }
  }

  /** Takes a snapshot, without waiting for it, if that many steps were taken since the last. */
  takeEvery(steps: number): void {
    if (this.#current.live.state.step - this.#askedAt < steps) return;
    // A device that is lost meanwhile shows where results are awaited.
    this.take().catch(() => {});
  }

  /** Writes the last snapshot to the device again. */
  restore(): void {
    const { store, state } = this.#current.live;
    store.write(this.#last.image);
    Object.assign(state, this.fallBack());
  }

  /** Goes back to an earlier snapshot for good; a later one still under way counts no more. */
  rewind(snapshot: Snapshot): void {
    this.#current.assertLive();
    this.#rewinds += 1;
    this.#last = snapshot;
    this.restore();
  }

  /** The position of the last snapshot, from which steps are counted again. */
  fallBack(): TrainingState {
    this.#askedAt = this.#last.state.step;
    return { ...this.#last.state };
  }
}
