import { shown } from '../checks.ts';
import { kindOf } from '../data/arrays.ts';
import { boundsOf, outsideError } from '../data/domain.ts';
import type { GpuField } from '../data/gpuRows.ts';
import { rowLayout } from '../data/rowLayout.ts';
import type { Table } from '../data/table.ts';
import { DataError, LimitError, ShapeError } from '../errors.ts';
import type { Gpu } from '../gpu/device.ts';
import { Executable } from '../gpu/executable.ts';
import { assertOfDevice, deviceOf } from '../gpu/gpuRows.ts';
import { Graph } from '../graph/graph.ts';
import { Store } from '../graph/store.ts';
import { domainKernels } from '../kernels/catalogue/domain.generated.ts';
import { addParts } from '../kernels/catalogue.ts';
import { outsideDomain } from '../ops/outsideDomain.ts';
import type { Engine } from '../runtime/engine.ts';
import { IDLE_SCALARS } from '../runtime/idleScalars.ts';

/**
 * Checks the rows of a table that lie in buffers of the caller, before they are used: with one
 * dispatch for each field of floats.
 * @throws DataError for something else than a buffer, or one that is mapped, lacks a usage, is destroyed, belongs to another device or was lost with its
 *   device, and for the first value that is not finite or outside of the field's domain
 * @throws LimitError if the device cannot bind a buffer as a whole
 */
export async function checkGpuRows(engine: Engine, { fields }: Table): Promise<void> {
  for (const field of fields.values()) {
    if (!('buffer' in field)) continue;
    assertBuffer(field);
    await engine.survive(async ({ gpu }) => {
      await assertReadable(gpu, field);
      if (field.dtype === 'f32') await assertValues(engine, field);
    });
  }
}

function layoutOf({ rows, columns, dtype }: GpuField): ReturnType<typeof rowLayout> {
  return rowLayout({ rows, columns, dtype });
}

/** Checks what the host can see of a buffer. */
function assertBuffer(field: GpuField): void {
  const { buffer, rows, columns, dtype, name } = field;
  if (typeof buffer?.usage !== 'number' || typeof buffer.mapState !== 'string') {
    throw new DataError(`${name}: expected a GPUBuffer, got ${kindOf(buffer)}`);
  }
  const { stride, bytes } = layoutOf(field);
  if (buffer.size < bytes) {
    throw new ShapeError(
      `${name}: ${rows} rows of ${columns} ${dtype} values take ${bytes} bytes on the GPU (rows of ` +
        `${stride}, see rowLayout), the buffer has ${buffer.size}`,
    );
  }
  if ('stride' in field && field.stride !== stride) {
    throw new ShapeError(
      `${name}: on the GPU, rows of ${columns} values begin every ${stride} elements, not every ` +
        `${shown(field.stride)} (see rowLayout)`,
    );
  }
  const needed = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
  if ((buffer.usage & needed) !== needed) {
    throw new DataError(`${name}: create its buffer with usage STORAGE and COPY_SRC`);
  }
  if (buffer.mapState !== 'unmapped') {
    throw new DataError(`${name}: its buffer is mapped: call unmap() first`);
  }
}

async function assertReadable(gpu: Gpu, field: GpuField): Promise<void> {
  const { buffer, name } = field;
  const { device, maxBindingBytes } = gpu;
  if (deviceOf.has(buffer)) assertOfDevice(gpu, field);
  const { bytes } = layoutOf(field);
  if (bytes > maxBindingBytes) {
    throw new LimitError(
      `${name} takes ${bytes} bytes, this device binds at most ${maxBindingBytes} at once ` +
        '(maxStorageBufferBindingSize): give the rows in parts, or as an array, which is streamed',
    );
  }
  const refused = await refusal(device, buffer);
  if (refused) {
    throw new DataError(
      `${name}: this model's device cannot read its buffer; create it with \`vae.device\` and keep ` +
        `it until the call ends: ${refused.message}`,
    );
  }
  deviceOf.set(buffer, device);
}

/** Why a device cannot read a buffer, if it cannot: it is destroyed, or of another device. */
async function refusal(device: GPUDevice, buffer: GPUBuffer): Promise<GPUError | null> {
  device.pushErrorScope('validation');
  const copy = device.createBuffer({ size: 4, usage: GPUBufferUsage.COPY_DST });
  const encoder = device.createCommandEncoder({ label: 'check of a buffer' });
  encoder.copyBufferToBuffer(buffer, 0, copy, 0, 4);
  device.queue.submit([encoder.finish()]);
  copy.destroy();
  return device.popErrorScope();
}

async function assertValues({ gpu, store }: Engine, field: GpuField): Promise<void> {
  addParts([domainKernels]);
  const { buffer, rows, columns, domain } = field;
  const graph = new Graph(new Store());
  const x = graph.input('x', [rows, columns]);
  const first = outsideDomain(graph, x, { name: 'first', bounds: boundsOf(field, domain) });
  const plan = { name: 'domain', step: graph.forward, burst: [], outputs: [first.name] };
  const executable = await Executable.compile(gpu, store, plan, new Map([['x', buffer]]), 1);
  try {
    const [found = new Uint32Array()] = await executable.run([IDLE_SCALARS], [first]);
    const { stride } = layoutOf(field);
    const row = found.findIndex((column) => column < stride);
    if (row < 0) return;
    const column = found[row] ?? 0;
    const offset = 4 * (row * stride + column);
    const [bytes] = await gpu.readback.read([{ buffer, offset, size: 4 }]);
    const [value = Number.NaN] = new Float32Array(bytes ?? new ArrayBuffer(4));
    if (column < columns) throw outsideError(field.name, { value, row, column }, domain);
    throw new DataError(
      `${field.name}: ${value} after the end of row ${row}: a row takes ${stride} values on the GPU, ` +
        `those after the first ${columns} must be 0 (see rowLayout)`,
    );
  } finally {
    executable.dispose();
  }
}
