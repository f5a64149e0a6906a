import { type CompiledKernels, moduleName } from '../compiled/format.ts';
import type { Shader } from '../gpu/buildPipeline.ts';
import { MODULE_ABI } from '../wasm/portable.ts';

/** Kernels as the file holds them: what is JSON of them, and their modules by the names of tensors. */
interface PortableKernels {
  readonly kernels: CompiledKernels;
  readonly modules: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** Compiles a model's kernels to WebAssembly. */
export async function portableKernels(shaders: readonly Shader[]): Promise<PortableKernels> {
  const { compilePortable } = await import('../wasm/compiler/compilePortable.ts');
  const modules = new Map<string, Uint8Array<ArrayBuffer>>();
  const shells = shaders.map(({ code, kernel }, place) => {
    const compiled = compilePortable(code, kernel);
    if (!compiled) return null;
    const { bytes, ...shell } = compiled;
    modules.set(moduleName(place), bytes);
    return shell;
  });
  return { kernels: { abi: MODULE_ABI, shells }, modules };
}
