import { arrange } from './arrange.ts';
import { encodeModule } from './encodeModule.ts';
import { lowerFunction, lowerKernel } from './lower.ts';
import { MATH_FUNCTIONS } from './mathFunctions.ts';
import { parse } from './parse.ts';
import { Misfit, ShaderError } from './shaderError.ts';
import type { CompiledShader, CompileTarget } from './types.ts';

let math: ReturnType<typeof parse> | undefined;

/**
 * Compiles a kernel of WGSL to a module of WebAssembly.
 *
 * The module imports `env.memory` and exports `run(first, end, scratch, nx, ny, nz, binding…)`. It
 * executes the workgroups whose number x + nx · (y + ny · z) is in `first` … `end - 1`, of a launch
 * of nx · ny · nz. `scratch` points to `scratchBytes` of memory that no other thread uses; the
 * addresses and lengths of the bindings follow in the order of `bindings`.
 *
 * @throws ShaderError with line and column for WGSL outside the subset that kernels use
 */
export function compileShader(
  code: string,
  entryPoint: string,
  target: CompileTarget,
): CompiledShader {
  try {
    const kernel = lowerKernel(parse(code), entryPoint);
    const { body, scratchBytes } = arrange(kernel);
    math ??= parse(MATH_FUNCTIONS);
    const library = math;
    const functions = [...kernel.calls].map((name) => ({
      name,
      routine: lowerFunction(library, name),
    }));
    return {
      bytes: encodeModule(kernel, body, functions, target),
      bindings: kernel.bindings.map(({ value, ...taken }) => taken),
      scratchBytes: Math.ceil(scratchBytes / 16) * 16,
    };
  } catch (error) {
    if (error instanceof Misfit) throw new ShaderError(error.message, code, error.at);
    throw error;
  }
}
