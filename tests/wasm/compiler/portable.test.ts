import { expect, test } from 'vitest';
import { compilePortable } from '../../../src/wasm/compiler/compilePortable.ts';
import { compileShader } from '../../../src/wasm/compiler/compileShader.ts';
import { moduleFor } from '../../../src/wasm/portable.ts';
import { kernel } from './comparedKernel.ts';

const SUM = kernel('y[lane] = exp(x[lane]) + vec4f(f32(n[lane]));', 16);
const COUNT =
  '@group(1) @binding(0) var<storage, read_write> m: atomic<u32>; @compute @workgroup_size(1) fn f() { atomicAdd(&m, 1u); }';

test.each([false, true])('a kernel is compiled once for shared memory and other (%s)', (shared) => {
  const portable = compilePortable(SUM, 'f');
  const { bytes } = compileShader(SUM, 'f', { shared, relaxed: false });
  expect(portable && moduleFor(portable, shared)).toEqual(bytes);
});

test('a kernel with atomics is not', () => {
  expect(compilePortable(COUNT, 'f')).toBeUndefined();
});
