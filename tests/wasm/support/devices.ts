import { openWasmGpu } from '../../../src/wasm/openWasmGpu.ts';
import { atTestEnd } from '../../support/ends.ts';
import { compileTestKernel } from './kernels.ts';

/** A device in WebAssembly for the kernels of the tests. It ends with the test. */
export async function openWasmDevice(threads: number): Promise<GPUDevice> {
  const gpu = openWasmGpu(compileTestKernel, { threads }) as GPU;
  const adapter = await gpu.requestAdapter();
  if (!adapter) throw new Error('there is no WebAssembly with SIMD here');
  const device = await adapter.requestDevice();
  atTestEnd(() => device.destroy());
  return device;
}
