import { openWasmGpu } from '../../../src/wasm/openWasmGpu.ts';
import { atFileEnd, atTestEnd } from '../../support/ends.ts';
import { compileTestKernel } from './kernels.ts';

/** A device in WebAssembly for the kernels of the tests. It ends with the test, or the file. */
export async function openWasmDevice(
  threads: number,
  until: 'test' | 'file' = 'test',
): Promise<GPUDevice> {
  const gpu = openWasmGpu(compileTestKernel, { threads }) as GPU;
  const adapter = await gpu.requestAdapter();
  if (!adapter) throw new Error('there is no WebAssembly with SIMD here');
  const device = await adapter.requestDevice({
    requiredFeatures: ['timestamp-query'],
    requiredLimits: { maxBufferSize: 2 ** 30 },
  });
  const atEnd = until === 'test' ? atTestEnd : atFileEnd;
  atEnd(() => device.destroy());
  return device;
}
