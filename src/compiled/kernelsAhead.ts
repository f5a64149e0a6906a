import type { LoadRest } from '../backend/chooseBackend.ts';
import { withoutHardware } from '../backend/withoutHardware.ts';
import type { CompileShader } from '../wasm/compiler/types.ts';
import type { PortableShader } from '../wasm/portable.ts';

/** Kernels that a file holds as WebAssembly too, by their WGSL. */
export type KernelsAhead = ReadonlyMap<string, PortableShader>;

/**
 * Opens WebAssembly for a model, where there is no hardware GPU. The compiler loads only for kernels that are
 * not compiled ahead.
 */
export function loadRestFor(kernels: KernelsAhead): LoadRest {
  const compile: CompileShader = async (code, entryPoint, target) => {
    const known = kernels.get(code);
    if (known) return known;
    const { compileShader } = await import('../wasm/compiler/compileShader.ts');
    return compileShader(code, entryPoint, target);
  };
  return async () => ({
    withoutHardware: (options, found) =>
      withoutHardware(options, found, async () => {
        const { openWasmGpu } = await import('../wasm/openWasmGpu.ts');
        return { openWasm: (given) => openWasmGpu(compile, given) };
      }),
  });
}
