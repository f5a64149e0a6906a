import { type CompiledKernel, compileKernel } from './compileKernel.ts';
import type { CompileShader, CompileTarget } from './compiler/types.ts';
import type { LinearMemory } from './memory/linearMemory.ts';
import type { Scratch } from './memory/scratch.ts';
import type { WorkQueue } from './queue.ts';
import type { Runner } from './run/runner.ts';

/** A kernel that all threads of a device can run. */
export interface Kernel {
  readonly id: number;
  readonly bindings: CompiledKernel['bindings'];
}

interface KernelParts {
  readonly compile: CompileShader;
  readonly target: CompileTarget;
  readonly memory: LinearMemory;
  readonly scratch: Scratch;
  readonly queue: WorkQueue;
  readonly runner: Runner;
}

/** The kernels of a device. Equal shaders are one kernel. */
export class Kernels {
  readonly #parts: KernelParts;
  readonly #known = new Map<WebAssembly.Module, Promise<Kernel>>();
  #next = 0;

  constructor(parts: KernelParts) {
    this.#parts = parts;
  }

  /** @throws the error of the compiler, or RangeError if memory ran out */
  async get(code: string, entryPoint: string): Promise<Kernel> {
    const { compile, target } = this.#parts;
    const compiled = await compileKernel(compile, code, entryPoint, target);
    const { module } = compiled;
    const known = this.#known.get(module);
    if (known) return known;
    const added = this.#add(compiled, this.#next++);
    this.#known.set(module, added);
    // A later call may succeed, when there is memory again.
    added.catch(() => this.#known.delete(module));
    return added;
  }

  async #add({ module, bindings, scratchBytes }: CompiledKernel, id: number): Promise<Kernel> {
    const { memory, scratch, queue, runner } = this.#parts;
    const replaced = scratch.reserve(scratchBytes);
    if (replaced !== undefined) queue.after(() => memory.free(replaced));
    await runner.addKernel(id, module);
    return { id, bindings };
  }
}
