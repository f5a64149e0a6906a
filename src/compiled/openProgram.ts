import type { Pipeline } from '../gpu/buildPipeline.ts';
import type { DeviceContext } from '../gpu/deviceContext.ts';
import { encodeLaunch, type Launch } from '../gpu/encodeLaunch.ts';
import { physicalSize, rowStride, unpad } from '../graph/layout.ts';
import type { DType } from '../graph/tensor.ts';
import type { GPUBindGroup, GPUBindGroupLayout, GPUBuffer } from '../platform.ts';
import type { CompiledProgram, CompiledSlice, CompiledStep, StepField } from './format.ts';

const ARRAYS = { f32: Float32Array, u32: Uint32Array, u16: Uint16Array, u8: Uint8Array };

/** Rows of an input in host memory. */
export type Staged = InstanceType<(typeof ARRAYS)[DType]>;

/** Values of the step scalars that differ from those of an idle pass. */
export type Scalars = Readonly<Partial<Record<StepField, number>>>;

/** Writes a pass's rows of an input; a row begins every `stride` elements. */
export type FillInput = (name: string, staged: Staged, stride: number) => void;

/** The things that the programs of a model share. */
export interface SharedByPrograms {
  readonly context: DeviceContext;
  readonly stepLayout: GPUBindGroupLayout;
  readonly step: CompiledStep;
  /** The buffer of a tensor of the file; undefined for other names. */
  weights(name: string | undefined): GPUBuffer | undefined;
  /**
   * The pipeline of a shader, built once.
   * @param label of the launch that needs it, for messages
   */
  pipeline(shader: number, label: string): Promise<Pipeline>;
}

interface Input {
  readonly name: string;
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly staged: Staged;
  readonly stride: number;
}

/** A compiled program on a device. A run creates only a command buffer. */
export class OpenProgram {
  readonly #shared: SharedByPrograms;
  readonly #program: CompiledProgram;
  readonly #buffers: readonly GPUBuffer[];
  readonly #launches: readonly Launch[];
  readonly #inputs: readonly Input[];
  readonly #record: DataView<ArrayBuffer>;
  readonly #step: { readonly buffer: GPUBuffer; readonly group: GPUBindGroup };

  private constructor(
    shared: SharedByPrograms,
    program: CompiledProgram,
    buffers: readonly GPUBuffer[],
    launches: readonly Launch[],
  ) {
    this.#shared = shared;
    this.#program = program;
    this.#buffers = buffers;
    this.#launches = launches;
    this.#inputs = Object.entries(program.inputs).map(([name, { slice, shape, dtype }]) => {
      const { buffer, offset } = rangeOf(buffers, slice);
      const staged = new ARRAYS[dtype](physicalSize(shape));
      return { name, buffer, offset, staged, stride: rowStride(shape) };
    });
    const { memory, device } = shared.context;
    this.#record = new DataView(Uint32Array.from(shared.step.idle).buffer);
    const size = this.#record.byteLength;
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    const buffer = memory.create(`${program.name}.step`, size, usage);
    const group = device.createBindGroup({
      layout: shared.stepLayout,
      entries: [{ binding: 0, resource: { buffer, size } }],
    });
    this.#step = { buffer, group };
  }

  /** @throws CompileError or LimitError if the device refuses the program */
  static async open(shared: SharedByPrograms, program: CompiledProgram): Promise<OpenProgram> {
    const { memory, device } = shared.context;
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const made: GPUBuffer[] = [];
    try {
      const buffers = program.buffers.map(({ label, bytes, weights, words }) => {
        const known = shared.weights(weights);
        if (known) return known;
        const buffer = memory.create(label, bytes, usage);
        made.push(buffer);
        if (words) device.queue.writeBuffer(buffer, 0, Uint32Array.from(words));
        return buffer;
      });
      const launches = await Promise.all(
        program.launches.map(async ({ label, shader, grid, slices }) => {
          const { pipeline, tensorLayout } = await shared.pipeline(shader, label);
          const entries = slices.map((slice, binding) => {
            return { binding, resource: rangeOf(buffers, slice) };
          });
          const tensors = device.createBindGroup({ label, layout: tensorLayout, entries });
          return { label, pipeline, tensors, grid };
        }),
      );
      await memory.settled(buffers);
      return new OpenProgram(shared, program, buffers, launches);
    } catch (error) {
      for (const buffer of made) memory.destroy(buffer);
      throw error;
    }
  }

  /**
   * Runs the program over the rows that `fill` writes.
   * @returns the outputs by name, unpadded
   */
  async run(scalars: Scalars, fill: FillInput): Promise<Record<string, Float32Array>> {
    const { device, readback } = this.#shared.context;
    for (const { name, buffer, offset, staged, stride } of this.#inputs) {
      staged.fill(0);
      fill(name, staged, stride);
      device.queue.writeBuffer(buffer, offset, staged as Float32Array<ArrayBuffer>);
    }
    this.#writeStep(scalars);
    const encoder = device.createCommandEncoder({ label: this.#program.name });
    for (const slice of this.#program.zeroed) {
      const { buffer, offset, size } = rangeOf(this.#buffers, slice);
      encoder.clearBuffer(buffer, offset, size);
    }
    const pass = encoder.beginComputePass({ label: this.#program.name });
    pass.setBindGroup(0, this.#step.group, [0]);
    for (const launch of this.#launches) encodeLaunch(pass, launch);
    pass.end();
    const outputs = Object.entries(this.#program.outputs);
    const slices = outputs.map(([, { slice }]) => rangeOf(this.#buffers, slice));
    const finish = readback.encode(encoder, slices);
    device.queue.submit([encoder.finish()]);
    const parts = await finish();
    return Object.fromEntries(
      outputs.map(([name, { shape }], i) => {
        return [name, unpad(new Float32Array(parts[i] as ArrayBuffer), shape)];
      }),
    );
  }

  #writeStep(scalars: Scalars): void {
    const { fields } = this.#shared.step;
    for (const [name, value] of Object.entries(scalars)) {
      const { offset, type } = fields[name as StepField];
      if (type === 'f32') this.#record.setFloat32(offset, value, true);
      else this.#record.setUint32(offset, value, true);
    }
    this.#shared.context.device.queue.writeBuffer(this.#step.buffer, 0, this.#record.buffer);
  }
}

/** A range of one of a program's buffers. */
function rangeOf(
  buffers: readonly GPUBuffer[],
  [place, offset, size]: CompiledSlice,
): { readonly buffer: GPUBuffer; readonly offset: number; readonly size: number } {
  return { buffer: buffers[place] as GPUBuffer, offset, size };
}
