import type { Gpu } from '../gpu/device.ts';
import { DeviceStore } from '../gpu/deviceStore.ts';
import { Executable } from '../gpu/executable.ts';
import type { InputBuffers } from '../gpu/feed.ts';
import type { Plan } from '../graph/plan.ts';
import type { StateImage } from '../graph/stateLayout.ts';
import type { Engine } from './engine.ts';

/** A copy of a model's state, and what is measured over it; the model itself is not touched. */
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
   * Lends a copy to `use` and frees it afterwards, with all that it owns.
   * @param gpu the device of the copy
   * @throws LimitError if there is no memory for the copy
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

  /** Frees `made` with the copy, what came last first. */
  own<T extends { dispose(): void }>(made: T): T {
    this.#owned.push(made);
    return made;
  }

  /**
   * Compiles a plan over the copy, which owns it.
   * @param capacity steps of one burst
   * @throws DisposedError if the model was disposed of meanwhile
   */
  async compile(plan: Plan, inputs: InputBuffers, capacity: number): Promise<Executable> {
    const executable = await Executable.compile(this.gpu, this.#store, plan, inputs, capacity);
    this.own(executable);
    this.#engine.assertLive();
    return executable;
  }

  /** Takes back what steps changed. */
  restore(): void {
    this.#store.write(this.#image);
  }

  /** Whether no step so far met NaN or infinity, which stops updates. */
  async isSound(): Promise<boolean> {
    return (await this.#store.read()) !== undefined;
  }
}
