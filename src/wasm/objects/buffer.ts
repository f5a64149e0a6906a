import type { DeviceState } from '../deviceState.ts';
import { abortError, operationError } from './errors.ts';

interface MappedRange {
  readonly start: number;
  readonly bytes: ArrayBuffer;
}

/** A block of the device's memory. */
export class WasmBuffer {
  label: string;
  readonly size: number;
  readonly usage: number;
  mapState: GPUBufferMapState = 'unmapped';
  /** Its address; undefined if there was no memory or the descriptor was invalid. */
  readonly address: number | undefined;
  readonly state: DeviceState;
  destroyed = false;
  /** The bytes that are mapped: the first, and the one after the last. */
  #mapped: readonly [number, number] = [0, 0];
  readonly #ranges: MappedRange[] = [];
  #writes = false;
  /** Rejects the promise of a mapping that is under way. */
  #giveUp: ((reason: DOMException) => void) | undefined;

  constructor(
    state: DeviceState,
    { label = '', size, usage, mappedAtCreation = false }: GPUBufferDescriptor,
    address: number | undefined,
  ) {
    this.state = state;
    this.label = label;
    this.size = size;
    this.usage = usage;
    this.address = address;
    if (!mappedAtCreation) return;
    this.mapState = 'mapped';
    this.#mapped = [0, size];
    this.#writes = true;
  }

  /** Why a submit cannot use the buffer; undefined if it can. */
  get unusable(): string | undefined {
    if (this.destroyed) return `buffer "${this.label}" is destroyed`;
    if (this.address === undefined) return `buffer "${this.label}" is invalid`;
    return this.mapState === 'unmapped' ? undefined : `buffer "${this.label}" is mapped`;
  }

  /**
   * Maps a range when all work submitted before has ended.
   * @throws DOMException (OperationError) for a buffer that cannot be mapped so, is mapped already or
   *   is destroyed, and for a range outside of it; (AbortError) if the mapping is given up
   */
  async mapAsync(mode: number, offset = 0, size = Math.max(0, this.size - offset)): Promise<void> {
    const refused = this.#refusal(mode, offset, size);
    if (refused !== undefined) {
      this.state.errors.invalid(refused);
      throw operationError(refused);
    }
    this.mapState = 'pending';
    await new Promise<void>((resolve, reject) => {
      this.#giveUp = reject;
      this.state.queue.after(resolve);
    });
    this.#giveUp = undefined;
    if (this.state.lost) {
      this.mapState = 'unmapped';
      throw abortError('the device is lost');
    }
    this.mapState = 'mapped';
    this.#mapped = [offset, offset + size];
    this.#writes = (mode & GPUMapMode.WRITE) !== 0;
  }

  /**
   * The bytes of a mapped range, in memory of their own until {@link unmap}.
   * @throws DOMException (OperationError) if the range is not mapped, or was taken before
   */
  getMappedRange(offset = 0, size = Math.max(0, this.size - offset)): ArrayBuffer {
    const end = offset + size;
    const [first, last] = this.#mapped;
    if (this.mapState !== 'mapped' || offset < first || end > last) {
      throw operationError(
        `getMappedRange: bytes ${offset} to ${end} of "${this.label}" are not mapped`,
      );
    }
    if (offset % 8 !== 0 || size % 4 !== 0) {
      throw operationError('getMappedRange: offset must be a multiple of 8, size of 4');
    }
    if (this.#ranges.some(({ start, bytes }) => start < end && offset < start + bytes.byteLength)) {
      throw operationError(`getMappedRange: bytes ${offset} to ${end} were taken before`);
    }
    const bytes = new ArrayBuffer(size);
    const { address } = this;
    if (address !== undefined) {
      const from = address + offset;
      new Uint8Array(bytes).set(this.state.memory.bytes.subarray(from, from + size));
    }
    this.#ranges.push({ start: offset, bytes });
    return bytes;
  }

  unmap(): void {
    this.#giveUp?.(abortError(`"${this.label}" was unmapped before it was mapped`));
    this.#giveUp = undefined;
    for (const { start, bytes } of this.#ranges.splice(0)) {
      if (this.#writes && this.address !== undefined && !this.destroyed) {
        this.state.memory.bytes.set(new Uint8Array(bytes), this.address + start);
      }
      // Detaches it, so that no stale values are read.
      structuredClone(bytes, { transfer: [bytes] });
    }
    this.mapState = 'unmapped';
  }

  /** Frees the memory when all work submitted before has ended. */
  destroy(): void {
    if (this.destroyed) return;
    this.unmap();
    this.destroyed = true;
    const { memory, queue } = this.state;
    const { address } = this;
    if (address !== undefined) queue.after(() => memory.free(address));
  }

  #refusal(mode: number, offset: number, size: number): string | undefined {
    const { label } = this;
    if (this.state.lost) return 'mapAsync: the device is lost';
    if (this.destroyed) return `mapAsync: buffer "${label}" is destroyed`;
    if (this.address === undefined) return `mapAsync: buffer "${label}" is invalid`;
    if (this.mapState !== 'unmapped') return `mapAsync: buffer "${label}" is mapped already`;
    const needed = mode === GPUMapMode.READ ? GPUBufferUsage.MAP_READ : GPUBufferUsage.MAP_WRITE;
    if (!(this.usage & needed)) {
      const name = mode === GPUMapMode.READ ? 'MAP_READ' : 'MAP_WRITE';
      return `mapAsync: buffer "${label}" lacks the usage ${name}`;
    }
    if (offset % 8 !== 0 || size % 4 !== 0) {
      return `mapAsync: offset must be a multiple of 8, size of 4`;
    }
    if (offset + size <= this.size) return undefined;
    return `mapAsync: bytes ${offset} to ${offset + size} of "${label}", which has ${this.size}`;
  }
}
