import { expect, test } from 'vitest';
import { backendOf, type Computer } from '../../src/cli/computer.ts';

const usual: Computer = { backend: 'auto', adapter: 'auto' };

test('an adapter that is named is one of WebGPU; else hardware comes first, then WebAssembly', () => {
  expect(backendOf(usual)).toBe('auto');
  expect(backendOf({ ...usual, threads: 2 })).toBe('auto');
  expect(backendOf({ ...usual, backend: 'wasm', threads: 0 })).toBe('wasm');
  for (const adapter of ['hardware', 'software'] as const) {
    expect(backendOf({ ...usual, adapter })).toBe('webgpu');
  }
});

test('options that contradict one another are refused by name', () => {
  expect(() => backendOf({ backend: 'wasm', adapter: 'hardware' })).toThrow(
    '--adapter hardware is an adapter of WebGPU: leave it out, or --backend wasm.',
  );
  expect(() => backendOf({ ...usual, backend: 'webgpu', threads: 2 })).toThrow(
    '--threads are those of WebAssembly: leave them out, or --backend webgpu.',
  );
  expect(() => backendOf({ ...usual, adapter: 'software', threads: 2 })).toThrow(
    'leave them out, or --adapter software.',
  );
});
