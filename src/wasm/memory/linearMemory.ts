import { Blocks } from './blocks.ts';

/** Bytes of a page of WebAssembly. */
export const PAGE = 65536;
/** Memory grows by this at least, since every growth makes new views. */
const GROWTH_PAGES = 256;
/** 4 GiB is all that 32-bit addresses reach. Some browsers refuse to reserve it in shared memory. */
const MOST_PAGES = [65536, 32768, 16384, 8192];

/** The memory of a device: one WebAssembly memory, from which buffers get blocks. */
export class LinearMemory {
  readonly shared: boolean;
  #memory: WebAssembly.Memory | undefined;
  readonly #most: number;
  // The compiler counts on the first page: see LOWEST_ADDRESS.
  readonly #blocks = new Blocks(PAGE);
  #pages = 1;
  #bytes: Uint8Array<ArrayBuffer>;
  #words: Int32Array<ArrayBuffer>;
  /** Bytes after this address were never used and are zero. */
  #touched = 0;

  /**
   * @param shared threads can use the memory
   * @throws RangeError if not even the smallest range of addresses can be reserved
   */
  constructor(shared: boolean) {
    this.shared = shared;
    const { memory, most } = reserve(shared);
    this.#memory = memory;
    this.#most = most;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#words = new Int32Array(memory.buffer);
  }

  /** @throws Error after {@link release} */
  get memory(): WebAssembly.Memory {
    if (!this.#memory) throw new Error('the device is lost');
    return this.#memory;
  }

  /** All bytes. Take it anew after each allocation: growth replaces it. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes;
  }

  /** All bytes, as 32-bit words. */
  get words(): Int32Array<ArrayBuffer> {
    return this.#words;
  }

  /**
   * Allocates a block whose content is undefined.
   * @returns its address, or undefined if memory ran out
   */
  allocate(size: number): number | undefined {
    if (!this.#memory) return undefined;
    const missing = this.#blocks.missing(size);
    if (missing > 0 && !this.#grow(missing)) return undefined;
    const address = this.#blocks.take(size);
    if (address !== undefined) this.#touched = Math.max(this.#touched, address + size);
    return address;
  }

  /** Like {@link allocate}, for a block of zeros. */
  allocateZeroed(size: number): number | undefined {
    const touched = this.#touched;
    const address = this.allocate(size);
    if (address !== undefined && address < touched) {
      this.#bytes.fill(0, address, Math.min(address + size, touched));
    }
    return address;
  }

  free(address: number): void {
    this.#blocks.give(address);
  }

  /**
   * Lets go of the memory. Buffers may live on, and browsers allow few memories with so many addresses.
   */
  release(): void {
    this.#memory = undefined;
    this.#bytes = new Uint8Array();
    this.#words = new Int32Array();
  }

  #grow(missing: number): boolean {
    const needed = Math.ceil(missing / PAGE);
    const left = this.#most - this.#pages;
    for (const pages of [Math.min(Math.max(needed, GROWTH_PAGES), left), needed]) {
      if (pages < needed) continue;
      try {
        this.memory.grow(pages);
      } catch {
        // The machine has not this much; the next attempt asks for no more than is needed.
        continue;
      }
      this.#pages += pages;
      this.#bytes = new Uint8Array(this.memory.buffer);
      this.#words = new Int32Array(this.memory.buffer);
      this.#blocks.extend(this.#pages * PAGE);
      return true;
    }
    return false;
  }
}

function reserve(shared: boolean): { memory: WebAssembly.Memory; most: number } {
  let refused: unknown;
  for (const maximum of MOST_PAGES) {
    try {
      return { memory: new WebAssembly.Memory({ initial: 1, maximum, shared }), most: maximum };
    } catch (error) {
      refused = error;
    }
  }
  throw refused;
}
