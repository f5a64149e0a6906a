import { CompileError } from '../errors.ts';
import type { GPUBindGroupLayout, GPUComputePipeline, GPUDevice } from '../platform.ts';

/** A kernel ready for a device: WGSL whose constants are final. */
export interface Shader {
  /** Name of the kernel and of its entry point. */
  readonly kernel: string;
  readonly code: string;
  /** Access to `@group(1) @binding(i)`, by i. */
  readonly access: readonly ('read' | 'read_write')[];
}

/** A compute pipeline with the layout of its tensors, which are bind group 1. */
export interface Pipeline {
  readonly pipeline: GPUComputePipeline;
  readonly tensorLayout: GPUBindGroupLayout;
}

/** Group 0 of every kernel: the step scalars at a dynamic offset. */
export function createStepLayout(device: GPUDevice): GPUBindGroupLayout {
  return device.createBindGroupLayout({
    label: 'step',
    entries: [
      {
        binding: 0,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type: 'uniform', hasDynamicOffset: true },
      },
    ],
  });
}

/**
 * Builds a pipeline asynchronously.
 * @param label of the dispatch that needs it, for messages
 * @throws CompileError with the kernel's name, line and the compiler's message
 */
export async function buildPipeline(
  device: GPUDevice,
  stepLayout: GPUBindGroupLayout,
  label: string,
  shader: Shader,
): Promise<Pipeline> {
  const { kernel, code, access } = shader;
  const module = device.createShaderModule({ label: kernel, code });
  const tensorLayout = device.createBindGroupLayout({
    label: kernel,
    entries: access.map((each, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type: each === 'read' ? 'read-only-storage' : 'storage' },
    })),
  });
  try {
    const pipeline = await device.createComputePipelineAsync({
      label,
      layout: device.createPipelineLayout({ bindGroupLayouts: [stepLayout, tensorLayout] }),
      compute: { module, entryPoint: kernel },
    });
    return { pipeline, tensorLayout };
  } catch (cause) {
    throw await compileError(label, module, shader, cause);
  }
}

async function compileError(
  label: string,
  module: GPUShaderModule,
  { kernel, code }: Shader,
  cause: unknown,
): Promise<CompileError> {
  const { messages } = await module.getCompilationInfo();
  const lines = code.split('\n');
  const details = messages
    .filter((message) => message.type === 'error')
    .map(({ lineNum, linePos, message }) => {
      // A function is one line where it is shipped.
      const near = lines[lineNum - 1]?.slice(Math.max(0, linePos - 60), linePos + 60).trim() ?? '';
      return `  ${lineNum}:${linePos} ${message}\n    ${near}`;
    });
  const reason = details.length > 0 ? details.join('\n') : `  ${String(cause)}`;
  return new CompileError(`${label}: kernel ${kernel} was rejected\n${reason}`, { cause });
}
