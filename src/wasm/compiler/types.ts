/** A kernel as a module of WebAssembly. */
export interface CompiledShader {
  /** The module: it imports `env.memory` and exports `run`. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The bindings whose pointers `run` takes, in this order. */
  readonly bindings: readonly { readonly group: number; readonly binding: number }[];
  /** Bytes of memory that a thread needs while it runs the kernel; a multiple of 16. */
  readonly scratchBytes: number;
}

/** What the engine of a module can do. */
export interface CompileTarget {
  /** The memory is shared between threads. */
  readonly shared: boolean;
  /** Relaxed SIMD is there: products and sums are fused. */
  readonly relaxed: boolean;
}

/** Makes a module of a kernel. @throws ShaderError for WGSL outside the subset that kernels use */
export type CompileShader = (
  code: string,
  entryPoint: string,
  target: CompileTarget,
) => CompiledShader;
