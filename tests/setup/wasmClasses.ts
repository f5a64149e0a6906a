/**
 * With VAE_ADAPTER=wasm: the classes of the WebAssembly device by the names of WebGPU's, whose prototypes
 * tests wrap to watch what a model does on its device.
 */
import { WasmAdapter } from '../../src/wasm/adapter.ts';
import { ComputePass } from '../../src/wasm/commands/computePass.ts';
import { CommandEncoder } from '../../src/wasm/commands/encoder.ts';
import { WasmDevice } from '../../src/wasm/device.ts';
import { WasmBuffer } from '../../src/wasm/objects/buffer.ts';
import { defineConstants } from '../../src/wasm/objects/constants.ts';
import { DeviceQueue } from '../../src/wasm/objects/deviceQueue.ts';
import { OutOfMemoryError, ValidationError } from '../../src/wasm/objects/errors.ts';
import { suiteAdapter } from '../support/suiteAdapter.ts';

if (suiteAdapter() === 'wasm') {
  defineConstants();
  Object.assign(globalThis, {
    GPUAdapter: WasmAdapter,
    GPUBuffer: WasmBuffer,
    GPUCommandEncoder: CommandEncoder,
    GPUComputePassEncoder: ComputePass,
    GPUDevice: WasmDevice,
    GPUOutOfMemoryError: OutOfMemoryError,
    GPUQueue: DeviceQueue,
    GPUValidationError: ValidationError,
  });
}
