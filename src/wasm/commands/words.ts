/**
 * Commands as 32-bit words: an operation, the number of words of the command, then its operands.
 * Addresses are unsigned numbers in signed words.
 */
export const OPERATION = {
  /** From, to, bytes. */
  copy: 1,
  /** Address, bytes. */
  clear: 2,
  /** The address of 8 bytes for the time in nanoseconds. */
  time: 3,
  /**
   * Kernel, number of workgroups, workgroups of a piece, the grid's x, y and z, and what the kernel takes
   * of its bindings.
   */
  launch: 4,
} as const;

/** Words of a launch before those of its bindings. */
export const LAUNCH_WORDS = 8;

/** A list of commands that grows. */
export class CommandWords {
  #words = new Int32Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The words so far. Valid until the list changes. */
  get words(): Int32Array {
    return this.#words.subarray(0, this.#length);
  }

  copy(from: number, to: number, bytes: number): void {
    this.#reserve(5);
    this.#push(OPERATION.copy);
    this.#push(5);
    this.#push(from);
    this.#push(to);
    this.#push(bytes);
  }

  clear(address: number, bytes: number): void {
    this.#reserve(4);
    this.#push(OPERATION.clear);
    this.#push(4);
    this.#push(address);
    this.#push(bytes);
  }

  time(address: number): void {
    this.#reserve(3);
    this.#push(OPERATION.time);
    this.#push(3);
    this.#push(address);
  }

  /**
   * @param pieces the most pieces into which threads cut the launch
   * @param count number of the bindings' words; give each to {@link binding} after this call
   */
  launch(kernel: number, x: number, y: number, z: number, pieces: number, count: number): void {
    const words = LAUNCH_WORDS + count;
    const groups = x * y * z;
    this.#reserve(words);
    this.#push(OPERATION.launch);
    this.#push(words);
    this.#push(kernel);
    this.#push(groups);
    this.#push(Math.ceil(groups / pieces));
    this.#push(x);
    this.#push(y);
    this.#push(z);
  }

  binding(word: number): void {
    this.#push(word);
  }

  append(words: Int32Array): void {
    this.#reserve(words.length);
    this.#words.set(words, this.#length);
    this.#length += words.length;
  }

  empty(): void {
    this.#length = 0;
  }

  #push(word: number): void {
    this.#words[this.#length++] = word;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#words.length) return;
    const larger = new Int32Array(Math.max(2 * this.#words.length, this.#length + more));
    larger.set(this.words);
    this.#words = larger;
  }
}
