import type { Gpu } from '../../../src/gpu/device.ts';
import { threefry2x32 } from '../../../src/random/threefry.ts';
import { catalogue } from '../../support/catalogue.ts';

const blocks = 4096;
/** Large and small words, so that all carries and rotations occur. */
const key = [0xfedcba98, 3] as const;
const firstCounter = 0xfffffff0;

const code = `
@group(0) @binding(0) var<storage, read_write> words: array<vec2u>;

@compute @workgroup_size(64)
fn draw(@builtin(global_invocation_id) id: vec3u) {
  words[id.x] = threefry2x32(vec2u(${key[0]}u, ${key[1]}u), vec2u(${firstCounter}u + id.x, id.x));
}
${catalogue.modules['shared/threefry']}`;

/** The random words that the kernels' generator draws on this device, two per block. */
export async function drawWords({ device, memory, readback }: Gpu): Promise<Uint32Array> {
  const module = device.createShaderModule({ code });
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module, entryPoint: 'draw' },
  });
  const size = 8 * blocks;
  const buffer = memory.create('words', size, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  const layout = pipeline.getBindGroupLayout(0);
  const entries = [{ binding: 0, resource: { buffer } }];
  pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
  pass.dispatchWorkgroups(blocks / 64);
  pass.end();
  device.queue.submit([encoder.finish()]);
  const [words] = await readback.read([{ buffer, offset: 0, size }]);
  memory.destroy(buffer);
  return new Uint32Array(words ?? []);
}

/** The same words from the CPU's generator. */
export function expectedWords(): Uint32Array {
  const words = new Uint32Array(2 * blocks);
  for (let block = 0; block < blocks; block++) {
    words.set(threefry2x32(...key, firstCounter + block, block), 2 * block);
  }
  return words;
}
