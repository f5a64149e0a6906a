import type { LinearMemory } from './linearMemory.ts';

/** Memory for workgroup variables: as much for each thread as the hungriest kernel needs. */
export class Scratch {
  readonly #memory: LinearMemory;
  readonly #threads: number;
  /** Address of the first thread's part; 0 while no kernel needs any. */
  address = 0;
  /** Bytes of each thread. */
  bytes = 0;

  constructor(memory: LinearMemory, threads: number) {
    this.#memory = memory;
    this.#threads = threads;
  }

  /**
   * Makes each thread's part this large at least. Lists of commands that were given to the runner still
   * use the old parts.
   * @returns the address to free when those ended; undefined if none
   * @throws RangeError if memory ran out
   */
  reserve(bytes: number): number | undefined {
    if (bytes <= this.bytes) return undefined;
    // Threads must not share a cache line.
    const each = Math.ceil(bytes / 256) * 256;
    const address = this.#memory.allocate(each * this.#threads);
    if (address === undefined) throw new RangeError('no memory for the variables of workgroups');
    const old = this.address;
    this.address = address;
    this.bytes = each;
    return old || undefined;
  }
}
