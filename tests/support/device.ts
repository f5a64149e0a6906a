import { Gpu } from '../../src/gpu/device.ts';
import { openGpu } from '../../src/node/adapter.ts';

let opening: Promise<GPUDevice> | undefined;

/**
 * The device of this process, with all that the engine uses where it is there; the next one after
 * it was lost. It lives as long as the process: Dawn aborts when it is collected while a device
 * lives.
 */
export function sharedDevice(): Promise<GPUDevice> {
  opening ??= open();
  return opening;
}

async function open(): Promise<GPUDevice> {
  const { adapter } = await openGpu('auto');
  const { device } = await Gpu.open({ adapter });
  device.lost.then(() => {
    opening = undefined;
  });
  return keepPipelines(device);
}

/**
 * Keeps every pipeline of a device as long as the device lives: Dawn gives the same pipeline for
 * the same WGSL while one of them lives, and making them takes most of the time of the tests.
 */
export function keepPipelines(device: GPUDevice): GPUDevice {
  const kept: GPUComputePipeline[] = [];
  device.createComputePipelineAsync = async (descriptor) => {
    // By the prototype, where tests count calls and put themselves in between.
    const create = GPUDevice.prototype.createComputePipelineAsync;
    const pipeline = await create.call(device, descriptor);
    kept.push(pipeline);
    return pipeline;
  };
  return device;
}
