import type { Tensor } from '../graph/tensor.ts';
import type { Gpu } from './device.ts';
import { InputBuffer } from './inputBuffer.ts';

/** An `input` tensor `[rows, width]` of a plan that processes longer matrices in chunks of rows. */
export class ChunkInput {
  readonly name: string;
  readonly #input: InputBuffer;
  readonly #chunk: Float32Array;
  /** Values per row. */
  readonly width: number;

  constructor(gpu: Gpu, tensor: Tensor) {
    const [rows = 0, width = 0] = tensor.shape;
    this.name = tensor.name;
    this.#input = new InputBuffer(gpu, tensor);
    this.#chunk = new Float32Array(rows * width);
    this.width = width;
  }

  get buffer(): GPUBuffer {
    return this.#input.buffer;
  }

  /** Uploads rows `first` .. `first + rows` of `values`, followed by zeros. */
  write(values: Float32Array, first: number, rows: number): void {
    this.#chunk.fill(0);
    this.#chunk.set(values.subarray(first * this.width, (first + rows) * this.width));
    this.#input.write(this.#chunk);
  }

  dispose(): void {
    this.#input.dispose();
  }
}
