const { STORAGE, COPY_SRC, COPY_DST, MAP_READ, UNIFORM } = GPUBufferUsage;

/** A buffer for everything that the tests do. */
export function storage(device: GPUDevice, size: number, label = 'storage'): GPUBuffer {
  return device.createBuffer({ label, size, usage: STORAGE | COPY_SRC | COPY_DST });
}

export function uniform(device: GPUDevice, size: number): GPUBuffer {
  return device.createBuffer({ size, usage: UNIFORM | COPY_DST });
}

/** The words of a buffer after all that was submitted. */
export async function read(device: GPUDevice, buffer: GPUBuffer): Promise<number[]> {
  const { size } = buffer;
  const staging = device.createBuffer({ size, usage: MAP_READ | COPY_DST });
  submit(device, (encoder) => encoder.copyBufferToBuffer(buffer, 0, staging, 0, size));
  await staging.mapAsync(GPUMapMode.READ);
  const words = [...new Uint32Array(staging.getMappedRange())];
  staging.destroy();
  return words;
}

export function submit(device: GPUDevice, record: (encoder: GPUCommandEncoder) => void): void {
  const encoder = device.createCommandEncoder();
  record(encoder);
  device.queue.submit([encoder.finish()]);
}

export function pipelineOf(
  device: GPUDevice,
  code: string,
  layout: GPUPipelineLayout | 'auto' = 'auto',
): Promise<GPUComputePipeline> {
  const module = device.createShaderModule({ code });
  return device.createComputePipelineAsync({ layout, compute: { module } });
}

export function groupOf(
  device: GPUDevice,
  layout: GPUBindGroupLayout,
  resources: readonly GPUBufferBinding[],
): GPUBindGroup {
  const entries = resources.map((resource, binding) => ({ binding, resource }));
  return device.createBindGroup({ layout, entries });
}

/** Records one launch into a pass of its own. */
export function launch(
  encoder: GPUCommandEncoder,
  pipeline: GPUComputePipeline,
  groups: readonly GPUBindGroup[],
  grid: readonly [number, number?, number?],
): void {
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  for (const [i, group] of groups.entries()) pass.setBindGroup(i, group);
  pass.dispatchWorkgroups(...grid);
  pass.end();
}
