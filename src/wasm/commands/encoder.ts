import type { DeviceState } from '../deviceState.ts';
import type { WasmBuffer } from '../objects/buffer.ts';
import { QUERY_BYTES, type QuerySet } from '../objects/querySet.ts';
import { ComputePass } from './computePass.ts';
import { Recording } from './recording.ts';

/** Commands that can be submitted once. */
export class CommandBuffer {
  readonly label: string;
  readonly recording: Recording;
  submitted = false;

  constructor(label: string, recording: Recording) {
    this.label = label;
    this.recording = recording;
  }
}

/** Records commands. A call that breaks a rule makes the command buffer invalid. */
export class CommandEncoder {
  label: string;
  readonly #state: DeviceState;
  readonly #recording = new Recording();
  /** A pass is open, or the encoder has finished. */
  #closed: string | undefined;

  constructor(state: DeviceState, label: string) {
    this.#state = state;
    this.label = label;
  }

  beginComputePass({ label = '', timestampWrites }: GPUComputePassDescriptor = {}): ComputePass {
    this.#assertOpen('beginComputePass');
    this.#closed = `pass "${label}" has not ended`;
    const time = (index: number | undefined): void => {
      if (!timestampWrites || index === undefined) return;
      const address = this.#query(timestampWrites.querySet, index, 1);
      if (address !== undefined) this.#recording.words.time(address);
    };
    time(timestampWrites?.beginningOfPassWriteIndex);
    return new ComputePass(this.#state, this.#recording, label, () => {
      time(timestampWrites?.endOfPassWriteIndex);
      this.#closed = undefined;
    });
  }

  copyBufferToBuffer(from: GPUBuffer, to: GPUBuffer, size?: number): void;
  copyBufferToBuffer(
    from: GPUBuffer,
    fromOffset: number,
    to: GPUBuffer,
    toOffset: number,
    size?: number,
  ): void;
  copyBufferToBuffer(
    source: GPUBuffer,
    second: number | GPUBuffer,
    third?: number | GPUBuffer,
    fourth?: number,
    fifth?: number,
  ): void {
    const whole = typeof second !== 'number';
    const from = source as unknown as WasmBuffer;
    const to = (whole ? second : third) as unknown as WasmBuffer;
    const fromOffset = whole ? 0 : second;
    const toOffset = whole ? 0 : (fourth ?? 0);
    const size = (whole ? (third as number | undefined) : fifth) ?? from.size - fromOffset;
    this.#assertOpen('copyBufferToBuffer');
    if (from === to) this.#recording.refuse(`a copy within buffer "${from.label}"`);
    const begin = this.#range(from, fromOffset, size, 'COPY_SRC');
    const target = this.#range(to, toOffset, size, 'COPY_DST');
    if (begin !== undefined && target !== undefined && size > 0) {
      this.#recording.words.copy(begin, target, size);
    }
  }

  clearBuffer(given: GPUBuffer, offset = 0, bytes?: number): void {
    const buffer = given as unknown as WasmBuffer;
    const size = bytes ?? buffer.size - offset;
    this.#assertOpen('clearBuffer');
    const address = this.#range(buffer, offset, size, 'COPY_DST');
    if (address !== undefined && size > 0) this.#recording.words.clear(address, size);
  }

  resolveQuerySet(
    queries: GPUQuerySet,
    first: number,
    count: number,
    buffer: GPUBuffer,
    offset: number,
  ): void {
    this.#assertOpen('resolveQuerySet');
    const size = QUERY_BYTES * count;
    const from = this.#query(queries, first, count);
    const to = this.#range(buffer as unknown as WasmBuffer, offset, size, 'QUERY_RESOLVE');
    if (from !== undefined && to !== undefined) this.#recording.words.copy(from, to, size);
  }

  /** Reports the first rule that was broken to the error scopes. */
  finish({ label = this.label }: GPUCommandBufferDescriptor = {}): CommandBuffer {
    this.#assertOpen('finish');
    this.#closed = `encoder "${this.label}" has finished`;
    const { invalid } = this.#recording;
    if (invalid !== undefined) this.#state.errors.invalid(invalid);
    return new CommandBuffer(label, this.#recording);
  }

  copyBufferToTexture(): void {
    this.#recording.refuse('the WebAssembly device has no textures');
  }

  // Tools show these labels for a GPU. Here there are none.
  pushDebugGroup(_label: string): void {}
  popDebugGroup(): void {}
  insertDebugMarker(_label: string): void {}

  #assertOpen(call: string): void {
    if (this.#closed !== undefined) this.#recording.refuse(`${call}: ${this.#closed}`);
  }

  /** The address of a range; undefined if the range or the buffer does not do. */
  #range(
    buffer: WasmBuffer,
    offset: number,
    size: number,
    usage: 'COPY_SRC' | 'COPY_DST' | 'QUERY_RESOLVE',
  ): number | undefined {
    const refuse = (reason: string): undefined => {
      this.#recording.refuse(`buffer "${buffer.label}" in "${this.label}": ${reason}`);
      return undefined;
    };
    if (buffer.state !== this.#state) return refuse('it belongs to another device');
    if (!(buffer.usage & GPUBufferUsage[usage])) return refuse(`it lacks the usage ${usage}`);
    if (offset % 4 !== 0 || size % 4 !== 0) {
      return refuse(`offset ${offset} and size ${size} must be multiples of 4`);
    }
    if (offset < 0 || size < 0 || offset + size > buffer.size) {
      return refuse(`bytes ${offset} to ${offset + size} leave its ${buffer.size} bytes`);
    }
    this.#recording.use(buffer);
    return buffer.address === undefined ? undefined : buffer.address + offset;
  }

  #query(given: GPUQuerySet, first: number, count: number): number | undefined {
    const queries = given as unknown as QuerySet;
    if (first + count > queries.count) {
      this.#recording.refuse(`query set "${queries.label}" has ${queries.count} queries`);
      return undefined;
    }
    this.#recording.query(queries);
    return queries.address === undefined ? undefined : queries.address + QUERY_BYTES * first;
  }
}
