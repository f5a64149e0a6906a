import type { CompiledShader } from '../compiler/types.ts';
import { BindGroupLayout, type PipelineLayout } from './bindGroup.ts';

/** A kernel with the layout of its groups. */
export class ComputePipeline {
  readonly label: string;
  /** Number of the kernel in the runner. */
  readonly kernel: number;
  /** The kernel's arguments from its bindings, in order. */
  readonly bindings: CompiledShader['bindings'];
  readonly #layouts: readonly (BindGroupLayout | null | undefined)[];

  constructor(
    label: string,
    kernel: number,
    { bindings }: Pick<CompiledShader, 'bindings'>,
    layout: PipelineLayout | undefined,
  ) {
    this.label = label;
    this.kernel = kernel;
    this.bindings = bindings;
    this.#layouts = layout?.groups ?? layoutsOf(bindings);
  }

  getBindGroupLayout(group: number): BindGroupLayout {
    return this.#layouts[group] ?? new BindGroupLayout({ entries: [] });
  }

  /** The binding that the kernel uses and the layout lacks, if there is one. */
  get unlaid(): CompiledShader['bindings'][number] | undefined {
    return this.bindings.find(({ group, binding }) => !this.#layouts[group]?.bindings.has(binding));
  }
}

function layoutsOf(bindings: CompiledShader['bindings']): BindGroupLayout[] {
  const groups = 1 + Math.max(-1, ...bindings.map(({ group }) => group));
  return Array.from({ length: groups }, (_, i) => {
    const entries = bindings
      .filter(({ group }) => group === i)
      .map(({ binding }) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer: {} }));
    return new BindGroupLayout({ entries });
  });
}
