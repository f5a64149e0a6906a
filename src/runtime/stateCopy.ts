import type { Gpu } from '../gpu/device.ts';
import { DeviceStore } from '../gpu/deviceStore.ts';
import { Executable } from '../gpu/executable.ts';
import type { InputBuffers } from '../gpu/feed.ts';
import type { Plan } from '../graph/plan.ts';
import type { StateImage } from '../graph/stateLayout.ts';
import type { Engine } from './engine.ts';

/** A copy of a model's state for measurements, which leave the model itself unchanged. */
export class StateCopy {
  readonly gpu: Gpu;
  readonly #engine: Engine;
  readonly #store: DeviceStore;
  readonly #image: StateImage;
  readonly #owned: { dispose(): void }[] = [];

  private constructor(engine: Engine, gpu: Gpu, image: StateImage) {
    this.gpu = gpu;
    this.#engine = engine;
    this.#store = new DeviceStore(gpu, engine.model.store);
    this.#image = image;
  }

  /**
   * Passes a copy to `use`, and frees the copy and everything it owns afterwards.
   * @param gpu the device of the copy
   * @throws LimitError if there is not enough memory for the copy
   */
  static async lend<T>(
    engine: Engine,
    gpu: Gpu,
    image: StateImage,
    use: (copy: StateCopy) => Promise<T>,
  ): Promise<T> {
    const copy = new StateCopy(engine, gpu, image);
    try {
      await copy.#store.settled();
      copy.restore();
      return await use(copy);
    } finally {
      for (const made of copy.#owned.reverse()) made.dispose();
      copy.#store.dispose();
    }
  }

  /** Makes the copy own `made`. Owned objects are freed with the copy, in reverse order. */
  own<T extends { dispose(): void }>(made: T): T {
    this.#owned.push(made);
    return made;
  }

  /**
   * Compiles a plan on the copy, which owns the executable.
   * @param capacity maximum number of steps in a burst
   * @throws DisposedError if the model has been disposed of meanwhile
   */
  async compile(plan: Plan, inputs: InputBuffers, capacity: number): Promise<Executable> {
    const executable = await Executable.compile(this.gpu, this.#store, plan, inputs, capacity);
    this.own(executable);
    this.#engine.assertLive();
    return executable;
  }

  /** Restores the state that steps changed. */
  restore(): void {
    this.#store.write(this.#image);
  }

  /** True if no step so far produced NaN or infinity, which would stop updates. */
  async isSound(): Promise<boolean> {
    return (await this.#store.read()) !== undefined;
  }
}
