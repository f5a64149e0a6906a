import type { CompiledShader, CompileShader, CompileTarget } from './compiler/types.ts';
import { moduleFor } from './portable.ts';

/** A kernel as devices share it. */
export interface CompiledKernel extends Omit<CompiledShader, 'bytes'> {
  readonly module: WebAssembly.Module;
}

/** More kernels than a model has; a page that makes shaders without end must not keep them all. */
const MOST_KEPT = 1024;

/** Compiled kernels of all devices of one compiler, the longest unused first. */
const compiled = new WeakMap<CompileShader, Map<string, Promise<CompiledKernel>>>();

/** Compiles a kernel once for all devices. @throws the error of the compiler */
export function compileKernel(
  compile: CompileShader,
  code: string,
  entryPoint: string,
  target: CompileTarget,
): Promise<CompiledKernel> {
  const kept = compiled.get(compile) ?? new Map<string, Promise<CompiledKernel>>();
  compiled.set(compile, kept);
  const key = `${entryPoint} ${target.shared} ${target.relaxed} ${code}`;
  const known = kept.get(key);
  kept.delete(key);
  const kernel = known ?? build(compile, code, entryPoint, target);
  kept.set(key, kernel);
  if (!known) kernel.catch(() => kept.delete(key));
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return kernel;
}

async function build(
  compile: CompileShader,
  code: string,
  entryPoint: string,
  target: CompileTarget,
): Promise<CompiledKernel> {
  const shader = await compile(code, entryPoint, target);
  const { bindings, scratchBytes } = shader;
  const module = await WebAssembly.compile(moduleFor(shader, target.shared));
  return { bindings, scratchBytes, module };
}
