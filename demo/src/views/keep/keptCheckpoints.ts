import { type ReadonlySignal, signal } from '@preact/signals';
import {
  deleteStoredCheckpoint,
  readStoredCheckpoint,
  storeCheckpoint,
  storedCheckpoints,
} from 'webgpu-vae/worker';
import type { Notices } from '../../session/notices.ts';
import { problem } from '../../session/problem.ts';

/** The checkpoints stored in this browser. Failures give a notice. */
export class KeptCheckpoints {
  readonly #notices: Notices;
  readonly #names = signal<readonly string[] | undefined>(undefined);

  constructor(notices: Notices) {
    this.#notices = notices;
  }

  /** Their names; undefined before they are loaded. */
  get names(): ReadonlySignal<readonly string[] | undefined> {
    return this.#names;
  }

  async refresh(): Promise<void> {
    await this.#attempt(async () => {});
  }

  /** Stores a checkpoint and replaces one of the same name. @returns whether it was stored */
  async keep(name: string, bytes: Uint8Array): Promise<boolean> {
    return this.#attempt(() => storeCheckpoint(name, bytes));
  }

  /** @returns whether it was deleted */
  async remove(name: string): Promise<boolean> {
    return this.#attempt(() => deleteStoredCheckpoint(name));
  }

  /** @returns its bytes; undefined if they could not be read */
  async read(name: string): Promise<Uint8Array | undefined> {
    let bytes: Uint8Array | undefined;
    await this.#attempt(async () => {
      bytes = await readStoredCheckpoint(name);
    });
    return bytes;
  }

  async #attempt(action: () => Promise<void>): Promise<boolean> {
    try {
      await action();
      this.#names.value = await storedCheckpoints();
      return true;
    } catch (error) {
      this.#notices.tell(problem(error, 'kept'));
      return false;
    }
  }
}
