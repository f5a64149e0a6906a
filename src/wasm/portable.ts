import type { CompiledShader } from './compiler/types.ts';

/**
 * Changes with what modules and devices expect of each other: the module's import and export, the order of
 * what `run` takes, what scratch memory holds, the lowest address.
 */
export const MODULE_ABI = 1;

/** Flags of a memory's limits: there is a maximum, and threads share the memory. */
export const MEMORY_FLAGS = { own: 0x01, shared: 0x03 };

/** A kernel that was compiled ahead, for devices with threads and without. It needs no relaxed SIMD. */
export interface PortableShader extends CompiledShader {
  /** Offset of the byte that says whether the memory is shared. */
  readonly sharedAt: number;
}

/** The module for a device of either kind. */
export function moduleFor(
  shader: CompiledShader | PortableShader,
  shared: boolean,
): Uint8Array<ArrayBuffer> {
  if (!('sharedAt' in shader)) return shader.bytes;
  const bytes = shader.bytes.slice();
  bytes[shader.sharedAt] = shared ? MEMORY_FLAGS.shared : MEMORY_FLAGS.own;
  return bytes;
}
