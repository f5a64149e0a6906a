import type { Dispatch } from '../graph/plan.ts';
import type { GPUBindGroupLayout, GPUDevice } from '../platform.ts';
import { buildPipeline, createStepLayout, type Pipeline } from './buildPipeline.ts';
import { shaderOf } from './shaderOf.ts';

/** Builds each pipeline once, asynchronously. Equal requests share one build. */
export class PipelineCache {
  readonly #device: GPUDevice;
  readonly #subgroupSize: number | undefined;
  readonly #cache = new Map<string, Promise<Pipeline>>();
  /** Group 0 of every kernel: the step scalars at a dynamic offset. */
  readonly stepLayout: GPUBindGroupLayout;

  /** @param subgroupSize that products ask for; by default the driver chooses */
  constructor(device: GPUDevice, subgroupSize?: number) {
    this.#device = device;
    this.#subgroupSize = subgroupSize;
    this.stepLayout = createStepLayout(device);
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
    const build = (size?: number): Promise<Pipeline> =>
      buildPipeline(
        this.#device,
        this.stepLayout,
        dispatch.label,
        shaderOf(dispatch, widened, size),
      );
    const size = this.#subgroupSize;
    // An adapter may name a size that its compiler does not have for every kernel.
    return size ? build(size).catch(() => build()) : build();
  }
}

function cacheKey({ kernel, slots, constants }: Dispatch): string {
  const choices = Object.entries(slots).map(([slot, use]) => `${slot}=${use.choice}`);
  const values = Object.entries(constants).map(([name, value]) => `${name}=${value}`);
  return [kernel, ...choices.sort(), ...values.sort()].join(' ');
}
