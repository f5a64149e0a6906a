import { type LinearMemory, PAGE } from '../memory/linearMemory.ts';
import { CONTROL, CONTROL_BYTES, HEADER_WORDS, RING } from './control.ts';
import { type FromThread, openThread, type Thread } from './openThread.ts';
import type { CommandList, Runner, RunnerEvents } from './runner.ts';

/** Something that waits until every thread has heard a message. */
interface Posted {
  readonly mail: number;
  readonly heard: () => void;
  readonly failed: (error: Error) => void;
}

/**
 * Runs lists on threads of its own. A list lies in the device's memory, and the threads go through it
 * and to the next one by themselves: see the thread's script.
 */
export class ThreadPool implements Runner {
  readonly threads: number;
  readonly #memory: LinearMemory;
  readonly #events: RunnerEvents;
  readonly #control = new Int32Array(new SharedArrayBuffer(CONTROL_BYTES));
  readonly #pool: readonly Thread[];
  /** Messages that each thread has heard. */
  readonly #seen: number[];
  readonly #posted: Posted[] = [];
  /** Addresses of the lists that are under way, the oldest first. */
  readonly #running: number[] = [];
  /** Lists that find no place in the ring. */
  readonly #later: CommandList[] = [];
  #ended = 0;
  #failure: string | undefined;

  private constructor(memory: LinearMemory, threads: number, events: RunnerEvents) {
    this.#memory = memory;
    this.#events = events;
    this.threads = threads;
    this.#seen = Array.from({ length: threads }, () => 0);
    this.#pool = this.#seen.map((_, i) =>
      openThread(`webgpu-vae ${i}`, (message) => this.#hear(message)),
    );
  }

  /**
   * Starts the threads.
   * @throws Error if the page or the system allows none
   */
  static async open(
    memory: LinearMemory,
    threads: number,
    events: RunnerEvents,
  ): Promise<ThreadPool> {
    const pool = new ThreadPool(memory, threads, events);
    const control = pool.#control;
    const epoch = performance.timeOrigin;
    await pool
      .#post((me) => ({ me, epoch, memory: memory.memory, control }))
      .catch((error: unknown) => {
        pool.dispose();
        throw error;
      });
    return pool;
  }

  addKernel(id: number, module: WebAssembly.Module): Promise<void> {
    return this.#post(() => ({ id, module }));
  }

  run(list: CommandList): void {
    if (this.#failure !== undefined) return;
    if (this.#later.length > 0 || !this.#give(list)) {
      this.#later.push({ ...list, words: list.words.slice() });
    }
    this.#hold();
  }

  dispose(): void {
    this.#fail('the device was destroyed');
  }

  /** Puts a list where the threads find it. @returns false if there is no place */
  #give({ words, scratch, scratchBytes }: CommandList): boolean {
    if (this.#running.length === RING) return false;
    const length = HEADER_WORDS + words.length;
    const address = this.#memory.allocate(4 * length);
    if (address === undefined) {
      // Running work will free memory. If nothing runs, no memory will come free.
      if (this.#running.length === 0) this.#lose('no memory for a list of commands');
      return false;
    }
    const at = address / 4;
    const target = this.#memory.words;
    target[at] = length;
    target[at + 1] = scratch;
    target[at + 2] = scratchBytes;
    target.set(words, at + HEADER_WORDS);
    this.#running.push(address);
    const control = this.#control;
    Atomics.store(control, CONTROL.pages, this.#memory.bytes.length / PAGE);
    const place = Atomics.load(control, CONTROL.given) & (RING - 1);
    Atomics.store(control, CONTROL.ring + place, address);
    Atomics.add(control, CONTROL.given, 1);
    // One thread drives; it wakes the others for launches that can be shared.
    this.#wake(1);
    return true;
  }

  #wake(count?: number): void {
    Atomics.add(this.#control, CONTROL.signal, 1);
    Atomics.notify(this.#control, CONTROL.signal, count);
  }

  /** Posts a message to every thread. @returns a promise that all have heard it */
  #post(message: (thread: number) => unknown): Promise<void> {
    return new Promise((heard, failed) => {
      if (this.#failure !== undefined) {
        failed(new Error(this.#failure));
        return;
      }
      const mail = Atomics.add(this.#control, CONTROL.mail, 1) + 1;
      this.#posted.push({ mail, heard, failed });
      this.#hold();
      this.#pool.forEach((thread, i) => {
        thread.post(message(i));
      });
      this.#wake();
    });
  }

  #hear({ me, seen, ended, failed }: FromThread): void {
    if (this.#failure !== undefined) return;
    if (failed !== undefined) {
      this.#lose(failed);
      return;
    }
    if (ended !== undefined) this.#end((ended - this.#ended) | 0);
    if (me !== undefined && seen !== undefined) {
      this.#seen[me] = seen;
      const all = Math.min(...this.#seen);
      while (this.#posted[0] && this.#posted[0].mail <= all) this.#posted.shift()?.heard();
    }
    this.#hold();
  }

  /** @param lists that ended; messages of two threads may come in another order */
  #end(lists: number): void {
    if (lists <= 0) return;
    this.#ended = (this.#ended + lists) | 0;
    for (const address of this.#running.splice(0, lists)) this.#memory.free(address);
    while (this.#later[0] && this.#give(this.#later[0])) this.#later.shift();
    this.#events.ended(lists);
  }

  /** Node exits only if no one waits for the threads. */
  #hold(): void {
    const alive = this.#running.length > 0 || this.#posted.length > 0;
    this.#pool[0]?.hold(alive);
  }

  #lose(reason: string): void {
    this.#fail(reason);
    this.#events.failed(reason);
  }

  #fail(reason: string): void {
    if (this.#failure !== undefined) return;
    this.#failure = reason;
    for (const thread of this.#pool) thread.end();
    for (const { failed } of this.#posted.splice(0)) failed(new Error(reason));
    this.#running.length = 0;
    this.#later.length = 0;
  }
}
