/** Blocks begin at multiples of this, as offsets of bindings do in WebGPU. */
export const BLOCK_ALIGNMENT = 256;

interface Range {
  start: number;
  end: number;
}

/** Hands out ranges of an address space. It knows addresses only, not the memory behind them. */
export class Blocks {
  /** The free ranges by address. No two of them touch. */
  readonly #free: Range[] = [];
  /** Sizes of the ranges in use, by address. */
  readonly #used = new Map<number, number>();
  #end: number;

  /** @param start the first address */
  constructor(start: number) {
    this.#end = start;
  }

  /** The address after the last one that is managed. */
  get end(): number {
    return this.#end;
  }

  /** Adds addresses up to `end`. */
  extend(end: number): void {
    this.#release(this.#end, end);
    this.#end = end;
  }

  /** Bytes by which the space must grow so that `size` bytes fit; 0 if they fit now. */
  missing(size: number): number {
    const bytes = rounded(size);
    if (this.#free.some(({ start, end }) => end - start >= bytes)) return 0;
    const last = this.#free.at(-1);
    const atEnd = last?.end === this.#end ? last.end - last.start : 0;
    return bytes - atEnd;
  }

  /**
   * Takes the smallest free range that holds `size` bytes.
   * @returns its address, or undefined if there is none
   */
  take(size: number): number | undefined {
    const bytes = rounded(size);
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (const [i, { start, end }] of this.#free.entries()) {
      const length = end - start;
      if (length < bytes || length >= least) continue;
      best = i;
      least = length;
    }
    const range = this.#free[best];
    if (!range) return undefined;
    const { start } = range;
    range.start += bytes;
    if (range.start === range.end) this.#free.splice(best, 1);
    this.#used.set(start, bytes);
    return start;
  }

  /** Gives a range back. An address that is not in use is ignored. */
  give(start: number): void {
    const bytes = this.#used.get(start);
    if (bytes === undefined) return;
    this.#used.delete(start);
    this.#release(start, start + bytes);
  }

  #release(start: number, end: number): void {
    if (start === end) return;
    let at = this.#free.findIndex((range) => range.start > start);
    if (at < 0) at = this.#free.length;
    const before = this.#free[at - 1];
    const after = this.#free[at];
    const joinsBefore = before?.end === start;
    const joinsAfter = after?.start === end;
    if (before && joinsBefore && after && joinsAfter) {
      before.end = after.end;
      this.#free.splice(at, 1);
    } else if (before && joinsBefore) before.end = end;
    else if (after && joinsAfter) after.start = start;
    else this.#free.splice(at, 0, { start, end });
  }
}

function rounded(size: number): number {
  return Math.max(1, Math.ceil(size / BLOCK_ALIGNMENT)) * BLOCK_ALIGNMENT;
}
