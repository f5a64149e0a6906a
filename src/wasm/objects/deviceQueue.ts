import type { CommandBuffer } from '../commands/encoder.ts';
import type { DeviceState } from '../deviceState.ts';
import type { WasmBuffer } from './buffer.ts';
import { OutOfMemoryError, operationError } from './errors.ts';

/** The queue of a device, as WebGPU has it. */
export class DeviceQueue {
  label = '';
  readonly #state: DeviceState;

  constructor(state: DeviceState) {
    this.#state = state;
  }

  /** Returns at once. Reports a command buffer that cannot run, and then runs none of them. */
  submit(given: Iterable<GPUCommandBuffer>): void {
    const { errors, queue, lost } = this.#state;
    if (lost) return;
    const buffers = [...given] as unknown as CommandBuffer[];
    for (const { label, submitted, recording } of buffers) {
      const refused = submitted ? 'it was submitted before' : recording.unusable;
      if (refused === undefined) continue;
      errors.invalid(`submit of "${label}": ${refused}`);
      return;
    }
    for (const buffer of buffers) buffer.submitted = true;
    queue.submit(buffers.map(({ recording }) => recording.words.words));
  }

  /**
   * Copies `data` at once; the buffer changes after all work that was submitted before.
   * @param dataOffset in elements of a typed array, else in bytes; so is `size`
   * @throws DOMException (OperationError) if that range leaves `data` or has no multiple of 4 bytes
   */
  writeBuffer(
    target: GPUBuffer,
    bufferOffset: number,
    data: ArrayBufferView | ArrayBufferLike,
    dataOffset = 0,
    size?: number,
  ): void {
    const { errors, queue, lost } = this.#state;
    const buffer = target as unknown as WasmBuffer;
    const source = rangeOf(data, dataOffset, size);
    if (lost) return;
    const refused = this.#refusal(buffer, bufferOffset, bufferOffset + source.length);
    if (refused !== undefined) errors.invalid(`writeBuffer to "${buffer.label}": ${refused}`);
    else if (!queue.write((buffer.address ?? 0) + bufferOffset, source)) {
      const bytes = source.length;
      errors.report(new OutOfMemoryError(`no memory for a write of ${bytes} bytes`));
    }
  }

  /** Why bytes `first` to `end` of a buffer cannot be written; undefined if they can. */
  #refusal(buffer: WasmBuffer, first: number, end: number): string | undefined {
    if (buffer.state !== this.#state) return 'it belongs to another device';
    if (buffer.unusable !== undefined) return buffer.unusable;
    if (!(buffer.usage & GPUBufferUsage.COPY_DST)) return 'it lacks the usage COPY_DST';
    if (first % 4 !== 0) return `offset ${first} is no multiple of 4`;
    if (first >= 0 && end <= buffer.size) return undefined;
    return `bytes ${first} to ${end} leave its ${buffer.size} bytes`;
  }

  async onSubmittedWorkDone(): Promise<void> {
    await new Promise<void>((resolve) => this.#state.queue.after(resolve));
  }
}

function rangeOf(
  data: ArrayBufferView | ArrayBufferLike,
  dataOffset: number,
  size: number | undefined,
): Uint8Array {
  const view = ArrayBuffer.isView(data) ? data : new Uint8Array(data);
  const { BYTES_PER_ELEMENT: unit = 1 } = view as Partial<Uint8Array>;
  const length = (size ?? view.byteLength / unit - dataOffset) * unit;
  const first = dataOffset * unit;
  if (first < 0 || length < 0 || first + length > view.byteLength) {
    const given = `${view.byteLength} bytes`;
    throw operationError(
      `writeBuffer: bytes ${first} to ${first + length} leave the ${given} given`,
    );
  }
  if (length % 4 !== 0) throw operationError(`writeBuffer: ${length} bytes are no multiple of 4`);
  return new Uint8Array(view.buffer, view.byteOffset + first, length);
}
