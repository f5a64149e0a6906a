import { afterEach, expect, test, vi } from 'vitest';
import { threadsHere } from '../../src/wasm/parallelism.ts';
import { wasmSupport } from '../../src/wasm/support.ts';

afterEach(() => vi.unstubAllGlobals());

test('Node has SIMD and threads', () => {
  expect(wasmSupport()).toMatchObject({ simd: true, threads: true, reason: undefined });
});

test('the bytes of relaxed SIMD are valid where the engine knows them', () => {
  const major = Number(process.versions.v8.split('.')[0]);
  expect(wasmSupport().relaxed).toBe(major >= 12);
});

test('a page that is not isolated has no threads, and is told why', () => {
  vi.stubGlobal('crossOriginIsolated', false);
  const support = wasmSupport();
  expect(support).toMatchObject({ simd: true, threads: false });
  expect(support.reason).toContain('Cross-Origin-Opener-Policy');
});

test('without WebAssembly there is nothing', () => {
  vi.stubGlobal('WebAssembly', undefined);
  const support = wasmSupport();
  expect(support).toMatchObject({ simd: false, relaxed: false, threads: false });
  expect(support.reason).toContain('SIMD');
});

const ALL = { simd: true, relaxed: true, threads: true, reason: undefined };

test('there are as many threads as processors, 8 at most', () => {
  const of = (hardwareConcurrency: number) => {
    vi.stubGlobal('navigator', { hardwareConcurrency });
    return threadsHere(ALL);
  };
  expect([1, 2, 64].map(of)).toEqual([1, 2, 8]);
  vi.unstubAllGlobals();
  expect(threadsHere(ALL)).toBeGreaterThan(0);
  expect([threadsHere(ALL, 0), threadsHere(ALL, 12)]).toEqual([0, 12]);
  expect(threadsHere({ ...ALL, threads: false }, 12)).toBe(0);
});
