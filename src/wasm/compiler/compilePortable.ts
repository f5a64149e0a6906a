import type { PortableShader } from '../portable.ts';
import { compileShader } from './compileShader.ts';

/**
 * Compiles a kernel for devices with threads and without.
 * @returns undefined for a kernel whose code depends on that, as atomics do
 * @throws ShaderError with line and column for WGSL outside the subset that kernels use
 */
export function compilePortable(code: string, entryPoint: string): PortableShader | undefined {
  const own = compileShader(code, entryPoint, { shared: false, relaxed: false });
  const { bytes } = compileShader(code, entryPoint, { shared: true, relaxed: false });
  const differs = (byte: number, i: number): boolean => byte !== own.bytes[i];
  const sharedAt = bytes.findIndex(differs);
  const isAll = bytes.length === own.bytes.length && sharedAt === bytes.findLastIndex(differs);
  return isAll ? { ...own, sharedAt } : undefined;
}
