/** A kernel as a module of WebAssembly. */
export interface CompiledShader {
  /** The module: it imports `env.memory` and exports `run`. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The arguments of `run` from the bindings, in order. */
  readonly bindings: readonly BindingArgument[];
  /** Bytes of memory that a thread needs while it runs the kernel; a multiple of 16. */
  readonly scratchBytes: number;
}

/** The address of a binding, or the number of its bytes. */
export interface BindingArgument {
  readonly group: number;
  readonly binding: number;
  readonly takes: 'address' | 'bytes';
}

/** Features of the engine of a module. */
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
) => CompiledShader | Promise<CompiledShader>;
