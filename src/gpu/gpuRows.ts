import type { GpuField } from '../data/gpuRows.ts';
import type { Table } from '../data/table.ts';
import { DataError } from '../errors.ts';
import { ELEMENT_BYTES, rowStride } from '../graph/layout.ts';
import type { Gpu } from './device.ts';

/** The device of each buffer of the caller that was checked. */
export const deviceOf = new WeakMap<GPUBuffer, GPUDevice>();

/** @throws DataError if the model has moved to another device since the buffer was checked */
export function assertOfDevice({ device }: Gpu, { buffer, name }: GpuField): void {
  if (deviceOf.get(buffer) === device) return;
  throw new DataError(
    `${name}: the device of its buffer was lost, and the rows with it. The model goes on: write ` +
      'them into a new buffer of `vae.device` and call again',
  );
}

/** @throws DataError if the model has moved to another device since buffers of the table were checked */
export function assertTableOfDevice(gpu: Gpu, { fields }: Table): void {
  for (const field of fields.values()) if ('buffer' in field) assertOfDevice(gpu, field);
}

/** Copies consecutive rows of a buffer of the caller to the start of another buffer. */
export function copyRows(
  { device }: Gpu,
  field: GpuField,
  { first, count, to }: { first: number; count: number; to: GPUBuffer },
): void {
  const bytes = ELEMENT_BYTES[field.dtype] * rowStride([field.columns]);
  const encoder = device.createCommandEncoder({ label: field.name });
  encoder.copyBufferToBuffer(field.buffer, first * bytes, to, 0, count * bytes);
  device.queue.submit([encoder.finish()]);
}
