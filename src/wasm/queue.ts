import { CommandWords } from './commands/words.ts';
import type { LinearMemory } from './memory/linearMemory.ts';
import type { Scratch } from './memory/scratch.ts';
import type { Runner } from './run/runner.ts';

interface Waiting {
  readonly list: number;
  readonly then: () => void;
}

/** The order of a device's work: lists of commands, writes of the host, and what waits for them. */
export class WorkQueue {
  readonly #memory: LinearMemory;
  readonly #scratch: Scratch;
  readonly #runner: Runner;
  /** Commands that were not given to the runner yet: writes that wait for the next submit. */
  readonly #open = new CommandWords();
  readonly #staged: number[] = [];
  readonly #waiting: Waiting[] = [];
  #given = 0;
  #ended = 0;

  constructor(memory: LinearMemory, scratch: Scratch, runner: Runner) {
    this.#memory = memory;
    this.#scratch = scratch;
    this.#runner = runner;
  }

  /** True if nothing runs and nothing waits to run. */
  get idle(): boolean {
    return this.#ended === this.#given && this.#open.length === 0;
  }

  submit(lists: readonly Int32Array[]): void {
    for (const words of lists) this.#open.append(words);
    this.#flush();
  }

  /**
   * Writes after all work that was submitted before. While there is such work, the bytes wait in memory
   * of the device.
   * @returns false if there is no memory to wait in
   */
  write(address: number, bytes: Uint8Array): boolean {
    if (this.idle) {
      this.#memory.bytes.set(bytes, address);
      return true;
    }
    const staged = this.#memory.allocate(bytes.length);
    if (staged === undefined) return false;
    this.#memory.bytes.set(bytes, staged);
    this.#open.copy(staged, address, bytes.length);
    this.#staged.push(staged);
    return true;
  }

  /** Calls `then` when all work that was submitted so far has ended: at once if it has. */
  after(then: () => void): void {
    this.#flush();
    if (this.#ended === this.#given) then();
    else this.#waiting.push({ list: this.#given, then });
  }

  /** The runner has ended this many lists more. */
  ended(lists: number): void {
    this.#ended += lists;
    while (this.#waiting[0] && this.#waiting[0].list <= this.#ended) this.#waiting.shift()?.then();
    // Writes need not wait for a submit where nothing runs any more.
    if (this.#ended === this.#given) this.#flush();
  }

  /** Forgets all work. What waits is called, and must look for itself whether the device is gone. */
  abandon(): void {
    this.#open.empty();
    this.#ended = this.#given;
    for (const { then } of this.#waiting.splice(0)) then();
  }

  #flush(): void {
    if (this.#open.length === 0) return;
    const { address, bytes } = this.#scratch;
    this.#given += 1;
    this.#runner.run({ words: this.#open.words, scratch: address, scratchBytes: bytes });
    this.#open.empty();
    if (this.#staged.length === 0) return;
    const staged = this.#staged.splice(0);
    this.after(() => {
      for (const each of staged) this.#memory.free(each);
    });
  }
}
