import type { Gpu } from '../../src/gpu/device.ts';
import { DeviceStore } from '../../src/gpu/deviceStore.ts';
import { Executable } from '../../src/gpu/executable.ts';
import { unpad } from '../../src/graph/layout.ts';
import { planTensors } from '../../src/graph/plan.ts';
import { Store } from '../../src/graph/store.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { ReferenceExecutor } from '../../src/reference/executor.ts';
import { ReferenceStore } from '../../src/reference/store.ts';
import { uploadAll } from './inputs.ts';
import type { CaseValues, PreparedCase } from './preparedCase.ts';

type Elements = Float32Array | Uint8Array | Uint16Array | Uint32Array;

/** A device's output, with and without padding. */
export interface DeviceOutput {
  readonly tensor: Tensor;
  readonly physical: Elements;
  readonly logical: Elements;
}

const ARRAYS = { f32: Float32Array, u8: Uint8Array, u16: Uint16Array, u32: Uint32Array } as const;

/** Runs the case's kernel on a device, with the same executable as training. */
export async function runOnDevice(
  gpu: Gpu,
  { plan, step, values, outputs }: PreparedCase,
): Promise<DeviceOutput[]> {
  const buffers = uploadAll(gpu, planTensors(plan), values);
  const store = new DeviceStore(gpu, new Store());
  const executable = await Executable.compile(gpu, store, plan, buffers, 1);
  await executable.run([step]);
  const slices = outputs.map((tensor) => executable.slice(tensor));
  const parts = await gpu.readback.read(slices);
  const results = outputs.map((tensor, i) => {
    const physical = new ARRAYS[tensor.dtype](parts[i] ?? new ArrayBuffer());
    return { tensor, physical, logical: unpad(physical, tensor.shape) };
  });
  executable.dispose();
  for (const buffer of buffers.values()) gpu.memory.destroy(buffer);
  return results;
}

/** Runs the case's twin; `values` may replace the case's own. */
export function runTwin(
  { plan, step, values: own }: PreparedCase,
  values: CaseValues = own,
): (tensor: Tensor) => Float64Array {
  const executor = new ReferenceExecutor(new ReferenceStore(new Store()), plan, values);
  executor.run([step]);
  return (tensor) => executor.values(tensor);
}
