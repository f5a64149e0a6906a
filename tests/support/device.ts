import { Gpu } from '../../src/gpu/device.ts';
import { openSuiteGpu, suiteAdapter } from './suiteAdapter.ts';

let opening: Promise<GPUDevice> | undefined;

/**
 * The device of this process, with all optional features of the engine that are available; after a
 * loss, the next device. It exists as long as the process, since Dawn aborts if it is collected
 * while a device exists.
 */
export function sharedDevice(): Promise<GPUDevice> {
  opening ??= open();
  return opening;
}

async function open(): Promise<GPUDevice> {
  const { adapter } = await openSuiteGpu();
  const { device } = await Gpu.open({ adapter });
  device.lost.then(() => {
    opening = undefined;
  });
  return keepPipelines(device);
}

/**
 * Keeps every pipeline of a device while the device exists: Dawn returns the same pipeline for the
 * same WGSL while one of them exists, and creating pipelines takes most of the time of the tests.
 */
export function keepPipelines(device: GPUDevice): GPUDevice {
  // The WebAssembly device keeps its kernels itself.
  if (suiteAdapter() === 'wasm') return device;
  const kept: GPUComputePipeline[] = [];
  device.createComputePipelineAsync = async (descriptor) => {
    // Called through the prototype, which tests wrap to count calls.
    const create = GPUDevice.prototype.createComputePipelineAsync;
    const pipeline = await create.call(device, descriptor);
    kept.push(pipeline);
    return pipeline;
  };
  return device;
}
