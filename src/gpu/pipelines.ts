import { CompileError } from '../errors.ts';
import type { Dispatch } from '../graph/plan.ts';
import { specialize } from '../kernels/specialize.ts';
import type { GPUBindGroupLayout, GPUComputePipeline, GPUDevice } from '../platform.ts';

/** A compute pipeline with the layout of its tensors, which are bind group 1. */
export interface Pipeline {
  readonly pipeline: GPUComputePipeline;
  readonly tensorLayout: GPUBindGroupLayout;
}

const READ_BINDING = /var<storage, read> (\w+):/g;

/** Builds each pipeline once, asynchronously. Equal requests share one build. */
export class PipelineCache {
  readonly #device: GPUDevice;
  readonly #cache = new Map<string, Promise<Pipeline>>();
  /** Group 0 of every kernel: the step scalars at a dynamic offset. */
  readonly stepLayout: GPUBindGroupLayout;

  constructor(device: GPUDevice) {
    this.#device = device;
    this.stepLayout = device.createBindGroupLayout({
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
   * @param widened names of bindings that are declared read_write although the kernel only reads
   * them
   * @throws CompileError with the kernel's name, line and the compiler's message.
   */
  get(dispatch: Dispatch, widened: ReadonlySet<string> = new Set()): Promise<Pipeline> {
    const key = [cacheKey(dispatch), ...widened].join(' ');
    const known = this.#cache.get(key);
    if (known) return known;
    const building = this.#build(dispatch, widened);
    this.#cache.set(key, building);
    building.catch(() => this.#cache.delete(key));
    return building;
  }

  async #build(dispatch: Dispatch, widened: ReadonlySet<string>): Promise<Pipeline> {
    const device = this.#device;
    const choices = Object.entries(dispatch.slots).map(([slot, use]) => [slot, use.choice]);
    const { code: source, bindings } = specialize(
      dispatch.kernel,
      Object.fromEntries(choices),
      dispatch.constants,
    );
    const code = source.replace(READ_BINDING, (whole, name: string) =>
      widened.has(name) ? whole.replace('read>', 'read_write>') : whole,
    );
    const module = device.createShaderModule({ label: dispatch.kernel, code });
    const tensorLayout = device.createBindGroupLayout({
      label: dispatch.kernel,
      entries: bindings.map(({ name, access }, binding) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: {
          type: access === 'read' && !widened.has(name) ? 'read-only-storage' : 'storage',
        },
      })),
    });
    try {
      const pipeline = await device.createComputePipelineAsync({
        label: dispatch.label,
        layout: device.createPipelineLayout({
          bindGroupLayouts: [this.stepLayout, tensorLayout],
        }),
        compute: { module, entryPoint: dispatch.kernel },
      });
      return { pipeline, tensorLayout };
    } catch (cause) {
      throw await compileError(dispatch, module, code, cause);
    }
  }
}

function cacheKey({ kernel, slots, constants }: Dispatch): string {
  const choices = Object.entries(slots).map(([slot, use]) => `${slot}=${use.choice}`);
  const values = Object.entries(constants).map(([name, value]) => `${name}=${value}`);
  return [kernel, ...choices.sort(), ...values.sort()].join(' ');
}

async function compileError(
  dispatch: Dispatch,
  module: GPUShaderModule,
  code: string,
  cause: unknown,
): Promise<CompileError> {
  const { messages } = await module.getCompilationInfo();
  const lines = code.split('\n');
  const details = messages
    .filter((message) => message.type === 'error')
    .map(({ lineNum, linePos, message }) => {
      return `  ${lineNum}:${linePos} ${message}\n    ${lines[lineNum - 1]?.trim() ?? ''}`;
    });
  const reason = details.length > 0 ? details.join('\n') : `  ${String(cause)}`;
  return new CompileError(`${dispatch.label}: kernel ${dispatch.kernel} was rejected\n${reason}`, {
    cause,
  });
}
