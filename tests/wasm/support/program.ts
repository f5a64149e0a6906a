import { openWasmGpu } from '../../../src/wasm/openWasmGpu.ts';
import { compileTestKernel, REVERSED } from './kernels.ts';

/** The results of a program in one place. */
export interface ProgramResult {
  /** The description of the device's adapter. */
  readonly description: string;
  /** Elements that differ from those expected. */
  readonly wrong: number;
}

/** Computes on a device, which it does not destroy. It is bundled and runs in places without WebGPU. */
export async function program(threads: number): Promise<ProgramResult> {
  const adapter = await (openWasmGpu(compileTestKernel, { threads }) as GPU).requestAdapter();
  if (!adapter) throw new Error('no adapter');
  const device = await adapter.requestDevice();
  const { groupOf, pipelineOf, read, storage, submit } = await import('./work.ts');
  const [a, b] = [storage(device, 4000), storage(device, 4000)];
  const pipeline = await pipelineOf(device, REVERSED.code);
  const layout = pipeline.getBindGroupLayout(0);
  const groups = [
    groupOf(device, layout, [{ buffer: a }, { buffer: b }]),
    groupOf(device, layout, [{ buffer: b }, { buffer: a }]),
  ] as const;
  for (let i = 0; i < 10; i++) {
    submit(device, (encoder) => {
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      for (let k = 0; k < 100; k++) {
        pass.setBindGroup(0, groups[k % 2 ? 1 : 0]);
        pass.dispatchWorkgroups(1000);
      }
      pass.end();
    });
  }
  const wrong = (await read(device, a)).filter((word) => word !== 1000).length;
  return { description: device.adapterInfo.description, wrong };
}

// A page calls it; other places print what it gives.
if ('document' in globalThis) Object.assign(globalThis, { program });
else console.log(JSON.stringify(await program(2)));
