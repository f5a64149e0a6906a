import { DisposedError } from '../errors.ts';
import type { LiveState } from './liveState.ts';

/** The model moved to another device while this work ran. Results of the work are invalid. */
export class DeviceReplaced extends Error {
  constructor() {
    super('the device was replaced meanwhile');
  }
}

/** The current device of a model and its state there, until the model is disposed of. */
export class CurrentDevice {
  #live: LiveState;
  #disposed = false;

  constructor(live: LiveState) {
    this.#live = live;
  }

  get live(): LiveState {
    return this.#live;
  }

  get disposed(): boolean {
    return this.#disposed;
  }

  replace(live: LiveState): void {
    this.#live = live;
  }

  /** @throws DisposedError if the model has been disposed of; call before using its memory */
  assertLive(): void {
    if (this.#disposed) throw new DisposedError('the model was disposed of while it was in use');
  }

  /**
   * Like {@link assertLive}, after an object was created asynchronously. If the model has been
   * disposed of meanwhile, disposes of the object too.
   * @throws DisposedError in that case
   */
  assertLiveFor(made: { dispose(): void }): void {
    if (this.#disposed) made.dispose();
    this.assertLive();
  }

  /** @throws DeviceReplaced unless `live` is the current state */
  assertCurrent(live: LiveState): void {
    if (live !== this.#live) throw new DeviceReplaced();
  }

  dispose(): void {
    this.#disposed = true;
    this.#live.gpu.dispose();
  }
}
