import { type GpuRows, rowLayout, type VAE } from '../../src/index.ts';

const USAGE = (): number => {
  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  return STORAGE | COPY_SRC | COPY_DST;
};

/** Rows in a buffer of a model's device, laid out as `rowLayout` says. */
export function onGpu(
  { device }: Pick<VAE, 'device'>,
  values: Float32Array | Uint8Array,
  columns: number,
  usage = USAGE(),
): GpuRows {
  const dtype = values instanceof Uint8Array ? 'u8' : 'f32';
  const rows = values.length / columns;
  const { bytes, stride } = rowLayout({ rows, columns, dtype });
  const buffer = device.createBuffer({ size: bytes, usage: usage | GPUBufferUsage.COPY_DST });
  const padded = dtype === 'u8' ? new Uint8Array(bytes) : new Float32Array(bytes / 4);
  for (let row = 0; row < rows; row++) {
    padded.set(values.subarray(row * columns, (row + 1) * columns), row * stride);
  }
  device.queue.writeBuffer(buffer, 0, padded);
  return { buffer, rows, columns, dtype };
}

/** The values that rows in a buffer hold. */
export async function readGpuRows(
  { device }: Pick<VAE, 'device'>,
  { buffer, rows, columns }: GpuRows,
): Promise<Float32Array> {
  const { MAP_READ, COPY_DST } = GPUBufferUsage;
  const staging = device.createBuffer({ size: buffer.size, usage: MAP_READ | COPY_DST });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, staging, 0, buffer.size);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const all = new Float32Array(staging.getMappedRange().slice(0));
  staging.destroy();
  const { stride } = rowLayout({ rows, columns });
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    values.set(all.subarray(row * stride, row * stride + columns), row * columns);
  }
  return values;
}
