/** A page or process offers this for computing in WebAssembly. */
export interface WasmSupport {
  /** SIMD, and that modules may be compiled: without them nothing computes here. */
  readonly simd: boolean;
  /** Relaxed SIMD, with which products are faster. */
  readonly relaxed: boolean;
  /** Threads, for which memory must be shared. */
  readonly threads: boolean;
  /** Why there is no SIMD, or there are no threads; undefined if there is all. */
  readonly reason: string | undefined;
}

/** Finds out what there is. It starts nothing. */
export function wasmSupport(): WasmSupport {
  const lacking = whyNothing();
  const simd = lacking === undefined;
  const reason = lacking ?? whyNoThreads();
  return { simd, relaxed: simd && valid(RELAXED), threads: reason === undefined, reason };
}

function whyNothing(): string | undefined {
  if (!valid(SIMD)) return 'there is no WebAssembly with SIMD here: use a newer browser';
  try {
    // A policy forbids to compile a module, not to validate it.
    new WebAssembly.Module(Uint8Array.of(...HEAD.slice(0, EMPTY)));
    return undefined;
  } catch {
    return (
      "the page's Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to its " +
      'script-src'
    );
  }
}

function whyNoThreads(): string | undefined {
  const { crossOriginIsolated } = globalThis as { readonly crossOriginIsolated?: boolean };
  if (crossOriginIsolated === false || typeof SharedArrayBuffer !== 'function') {
    return (
      'memory cannot be shared with threads: serve the page with the headers ' +
      'Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp'
    );
  }
  if (!valid(ATOMICS)) return 'there is no WebAssembly with threads here: use a newer browser';
  return undefined;
}

function valid(code: readonly number[]): boolean {
  return typeof WebAssembly === 'object' && WebAssembly.validate(Uint8Array.of(...HEAD, ...code));
}

/** Magic number, version, and the type section with `() -> ()`. */
const HEAD = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0];

/** Bytes of a module without sections. */
const EMPTY = 8;

/** `i32.const 0; i8x16.splat; drop` */
const SIMD = [10, 9, 1, 7, 0, 0x41, 0, 0xfd, 15, 0x1a, 0x0b];

/** `v128.const 0` three times, `f32x4.relaxed_madd; drop` */
const ZERO = [0xfd, 12, ...Array.from({ length: 16 }, () => 0)];
const RELAXED = [10, 62, 1, 60, 0, ...ZERO, ...ZERO, ...ZERO, 0xfd, 0x85, 2, 0x1a, 0x0b];

/** A shared memory of 1 page, and `i32.const 0; i32.atomic.load; drop` */
const ATOMICS = [5, 4, 1, 3, 1, 1, 10, 11, 1, 9, 0, 0x41, 0, 0xfe, 0x10, 2, 0, 0x1a, 0x0b];
