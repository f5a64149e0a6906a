import { compileShader } from '../../../src/wasm/compiler/compileShader.ts';
import { LOWEST_ADDRESS } from '../../../src/wasm/compiler/fold.ts';

/** A buffer of `@group(1)`, by its number. */
export type Buffers = readonly (Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>)[];

/** Compiles a kernel and runs it over copies of the buffers. @returns the buffers afterwards */
export function runShader(
  code: string,
  entryPoint: string,
  buffers: Buffers,
  grid: readonly [number, number, number] = [1, 1, 1],
): Buffers {
  const { bytes, bindings, scratchBytes } = compileShader(code, entryPoint, {
    shared: false,
    relaxed: false,
  });
  const memory = new WebAssembly.Memory({ initial: 256, maximum: 256 });
  const scratch = LOWEST_ADDRESS;
  let end = scratch + scratchBytes;
  const starts = buffers.map((buffer) => {
    const start = Math.ceil(end / 256) * 256;
    new Uint32Array(memory.buffer, start, buffer.length).set(
      new Uint32Array(buffer.buffer, buffer.byteOffset, buffer.length),
    );
    end = start + buffer.byteLength;
    return start;
  });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const run = exports.run as (...args: number[]) => void;
  const taken = bindings.map(({ binding, takes }) => {
    return takes === 'address' ? (starts[binding] ?? 0) : (buffers[binding]?.byteLength ?? 0);
  });
  run(0, grid[0] * grid[1] * grid[2], scratch, ...grid, ...taken);
  return buffers.map((buffer, i) => {
    const bytesAfter = memory.buffer.slice(starts[i], (starts[i] ?? 0) + buffer.byteLength);
    return buffer instanceof Float32Array
      ? new Float32Array(bytesAfter)
      : new Uint32Array(bytesAfter);
  });
}
