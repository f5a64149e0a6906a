import type { GpuRows } from '../data/gpuRows.ts';
import type { BufferSlice } from '../gpu/slice.ts';
import { ELEMENT_BYTES, physicalSize, rowStride } from '../graph/layout.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { StepScalars } from '../kernels/step.ts';
import type { Engine } from '../runtime/engine.ts';
import { CHUNK, logicalRows, type RowsRequest, runChunks } from './runRows.ts';

/**
 * Rows that the model computed, in a buffer of its device: f32, in the layout of `rowLayout`. The
 * buffer has the usages `STORAGE`, `COPY_SRC` and `COPY_DST`. Models on the same device take it as
 * data.
 */
export interface GpuOutput extends Required<Omit<GpuRows, 'name'>> {
  /** From one row's start to the next, in elements. */
  readonly stride: number;
  /** Frees the buffer. Disposing of a model that opened its own device frees it too. */
  destroy(): void;
}

/**
 * Runs a program over rows and leaves its outputs on the GPU.
 * @param scalars of a chunk's pass, by the chunk's number
 * @throws LimitError if an output does not fit one buffer
 */
export async function runRowsOnGpu(
  engine: Engine,
  request: RowsRequest,
  scalars: (chunk: number) => Partial<StepScalars> = () => ({}),
): Promise<Readonly<Record<string, GpuOutput>>> {
  const made = new Map<string, GpuOutput>();
  const forget = (): void => {
    for (const output of made.values()) output.destroy();
    made.clear();
  };
  try {
    await runChunks(engine, request, async ({ number, first, rows, outputs, slice, run }) => {
      const { gpu } = engine;
      // A lost device starts the run again.
      if (number === 0) forget();
      await run([{ counter: number, data_counter: number, ...scalars(number) }], []);
      const encoder = gpu.device.createCommandEncoder({ label: 'outputs' });
      for (const output of outputs) {
        const perRow = logicalRows(output.shape, request.chunk ?? CHUNK);
        const columns = output.shape[1] ?? 1;
        const whole =
          made.get(output.name) ?? create(engine, output.name, request.total * perRow, columns);
        made.set(output.name, whole);
        copyRows(encoder, slice(output), whole, {
          output,
          first: first * perRow,
          rows: rows * perRow,
        });
      }
      gpu.device.queue.submit([encoder.finish()]);
    });
    const buffers = [...made.values()].map(({ buffer }) => buffer);
    await engine.gpu.memory.settled(buffers);
    return Object.fromEntries(made);
  } catch (error) {
    forget();
    throw error;
  }
}

/**
 * Copies the first rows of an output of a pass to a place in the whole output. Outputs of one number a row lie
 * side by side on the device, so each of their rows is copied alone.
 */
function copyRows(
  encoder: GPUCommandEncoder,
  { buffer, offset }: BufferSlice,
  whole: GpuOutput,
  { output, first, rows }: { output: Tensor; first: number; rows: number },
): void {
  const stride = ELEMENT_BYTES.f32 * whole.stride;
  if (output.shape.length === 2) {
    encoder.copyBufferToBuffer(buffer, offset, whole.buffer, first * stride, rows * stride);
    return;
  }
  const size = ELEMENT_BYTES.f32;
  for (let row = 0; row < rows; row++) {
    encoder.copyBufferToBuffer(
      buffer,
      offset + row * size,
      whole.buffer,
      (first + row) * stride,
      size,
    );
  }
}

function create({ gpu }: Engine, name: string, rows: number, columns: number): GpuOutput {
  const shape = [rows, columns];
  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const bytes = ELEMENT_BYTES.f32 * physicalSize(shape);
  const { memory } = gpu;
  const buffer = memory.create(name, bytes, STORAGE | COPY_SRC | COPY_DST);
  return {
    buffer,
    rows,
    columns,
    stride: rowStride(shape),
    dtype: 'f32',
    destroy: () => memory.destroy(buffer),
  };
}
