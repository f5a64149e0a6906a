import { buildPipeline, createStepLayout, type Pipeline } from '../gpu/buildPipeline.ts';
import { DeviceContext, type DeviceSource } from '../gpu/deviceContext.ts';
import type { GPUBindGroupLayout, GPUBuffer } from '../platform.ts';
import type { CompiledProgramName, CompiledStep } from './format.ts';
import { OpenProgram, type SharedByPrograms } from './openProgram.ts';
import type { CompiledFile } from './readCompiled.ts';

/** A compiled model on a device: its weights, and the programs that were opened so far. */
export class Runtime implements SharedByPrograms {
  readonly context: DeviceContext;
  readonly file: CompiledFile;
  readonly stepLayout: GPUBindGroupLayout;
  readonly #weights = new Map<string, GPUBuffer>();
  readonly #pipelines = new Map<number, Promise<Pipeline>>();
  readonly #programs = new Map<CompiledProgramName, Promise<OpenProgram>>();

  private constructor(context: DeviceContext, file: CompiledFile) {
    this.context = context;
    this.file = file;
    this.stepLayout = createStepLayout(context.device);
  }

  /**
   * Opens a device and uploads the weights.
   * @throws AdapterError if there is no WebGPU or no adapter
   * @throws LimitError for a tensor that does not fit the device
   */
  static async open(file: CompiledFile, source: DeviceSource): Promise<Runtime> {
    const runtime = new Runtime(await DeviceContext.open(source), file);
    const { memory, device } = runtime.context;
    try {
      for (const [name, values] of file.weights) {
        const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
        const buffer = memory.create(name, values.byteLength, usage);
        device.queue.writeBuffer(buffer, 0, values as Float32Array<ArrayBuffer>);
        runtime.#weights.set(name, buffer);
      }
      await memory.settled(runtime.#weights.values());
      return runtime;
    } catch (error) {
      runtime.context.dispose();
      throw error;
    }
  }

  get step(): CompiledStep {
    return this.file.model.step;
  }

  weights(name: string | undefined): GPUBuffer | undefined {
    return name === undefined ? undefined : this.#weights.get(name);
  }

  pipeline(shader: number, label: string): Promise<Pipeline> {
    const known = this.#pipelines.get(shader);
    if (known) return known;
    const { shaders } = this.file.model;
    const building = buildPipeline(
      this.context.device,
      this.stepLayout,
      label,
      shaders[shader] as (typeof shaders)[number],
    );
    this.#pipelines.set(shader, building);
    // A later call may succeed, when there is memory again.
    building.catch(() => this.#pipelines.delete(shader));
    return building;
  }

  /**
   * A program of the model, opened once.
   * @throws CompileError or LimitError if the device refuses it
   */
  program(name: CompiledProgramName): Promise<OpenProgram> | undefined {
    const compiled = this.file.model.programs[name];
    const known = this.#programs.get(name);
    if (known || !compiled) return known;
    const opening = OpenProgram.open(this, compiled);
    this.#programs.set(name, opening);
    opening.catch(() => this.#programs.delete(name));
    return opening;
  }
}
