export interface CompiledShader {
  /** The module: imports `env.memory`; exports `run`. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Pointers that run takes, in order: [group, binding] */
  readonly bindings: readonly { readonly group: number; readonly binding: number }[];
  /** Bytes of memory that each thread needs while it runs: workgroup memory, private arrays. 16-byte aligned. */
  readonly scratchBytes: number;
}

export interface CompileTarget {
  readonly shared: boolean /* memory is shared */;
  readonly relaxed: boolean /* relaxed SIMD */;
}

/** @throws ShaderError (has line, column, message) */
export type CompileShader = (
  code: string,
  entryPoint: string,
  target: CompileTarget,
) => CompiledShader;
