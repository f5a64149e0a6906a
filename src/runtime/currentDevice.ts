import { DisposedError } from '../errors.ts';
import type { LiveState } from './liveState.ts';

/** Work on a device found that the model is on another by now: its results count no more. */
export class DeviceReplaced extends Error {
  constructor() {
    super('the device was replaced meanwhile');
  }
}

/** The device that a model is on, and its state there, until the model is disposed of. */
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

  /** @throws DisposedError where work goes on after `dispose()`, before it touches freed memory */
  assertLive(): void {
    if (this.#disposed) throw new DisposedError('the model was disposed of while it was in use');
  }

  /**
   * For something that took time to make: it is disposed of too if the model was meanwhile.
   * @throws DisposedError in that case
   */
  assertLiveFor(made: { dispose(): void }): void {
    if (this.#disposed) made.dispose();
    this.assertLive();
  }

  /** @throws DeviceReplaced unless `live` is the state at hand */
  assertCurrent(live: LiveState): void {
    if (live !== this.#live) throw new DeviceReplaced();
  }

  dispose(): void {
    this.#disposed = true;
    this.#live.gpu.dispose();
  }
}
