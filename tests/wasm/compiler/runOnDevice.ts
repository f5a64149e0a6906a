import type { Buffers } from './runShader.ts';

/** Runs a kernel on a GPU device over copies of the buffers. @returns the buffers afterwards */
export async function runOnDevice(
  device: GPUDevice,
  code: string,
  entryPoint: string,
  buffers: Buffers,
  grid: readonly [number, number, number] = [1, 1, 1],
): Promise<Buffers> {
  const module = device.createShaderModule({ code });
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module, entryPoint },
  });
  const { STORAGE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const held = buffers.map((buffer) => {
    const made = device.createBuffer({
      size: buffer.byteLength,
      usage: STORAGE | COPY_SRC | COPY_DST,
    });
    device.queue.writeBuffer(made, 0, buffer);
    return made;
  });
  const staging = buffers.map(({ byteLength: size }) =>
    device.createBuffer({ size, usage: MAP_READ | COPY_DST }),
  );
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(
    1,
    device.createBindGroup({
      layout: pipeline.getBindGroupLayout(1),
      entries: held.map((buffer, binding) => ({ binding, resource: { buffer } })),
    }),
  );
  pass.dispatchWorkgroups(...grid);
  pass.end();
  for (const [i, buffer] of held.entries()) {
    encoder.copyBufferToBuffer(buffer, 0, staging[i] as GPUBuffer, 0, buffer.size);
  }
  device.queue.submit([encoder.finish()]);
  const results = await Promise.all(
    staging.map(async (buffer, i) => {
      await buffer.mapAsync(GPUMapMode.READ);
      const bytes = buffer.getMappedRange().slice(0);
      buffer.destroy();
      return buffers[i] instanceof Float32Array ? new Float32Array(bytes) : new Uint32Array(bytes);
    }),
  );
  for (const buffer of held) buffer.destroy();
  return results;
}
