import { ConfigError } from '../errors.ts';
import { unpad } from '../graph/layout.ts';
import { type Dispatch, type Plan, runsEvery, runsIn, zeroedTensors } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { bindingsOf } from '../kernels/dispatch.ts';
import { launchGrid } from '../kernels/launch.ts';
import { STEP_SIZE, STEP_STRIDE, type StepScalars, writeStep } from '../kernels/step.ts';
import type {
  GPUBindGroup,
  GPUBuffer,
  GPUCommandEncoder,
  GPUComputePassEncoder,
} from '../platform.ts';
import { assertNoOverlaps, readBesideWrites } from './aliases.ts';
import { allocate } from './allocate.ts';
import type { Gpu } from './device.ts';
import type { DeviceStore } from './deviceStore.ts';
import { encodeLaunch, type Launch } from './encodeLaunch.ts';
import type { InputBuffers } from './feed.ts';
import type { BufferSlice } from './slice.ts';

/** Unpadded values of a tensor that was read back. */
export type TensorValues = Float32Array | Uint32Array;

/**
 * A plan compiled for a device. Pipelines, buffers and bind groups exist; a run creates only a
 * command buffer.
 */
export class Executable {
  readonly plan: Plan;
  /** Maximum number of steps in a burst. */
  readonly capacity: number;
  readonly #gpu: Gpu;
  readonly #slices: ReadonlyMap<string, BufferSlice>;
  readonly #owned: readonly GPUBuffer[];
  readonly #records: GPUBuffer;
  readonly #staged: DataView<ArrayBuffer>;
  readonly #stepGroup: GPUBindGroup;
  readonly #step: readonly Launch[];
  /** Launches of a step, by the periods whose dispatches run in it. */
  readonly #launches = new Map<string, readonly Launch[]>();
  /** Periods of the plan's dispatches above 1, in steps. */
  readonly #periods: readonly number[];
  /** Memory that is zeroed before the first step of a burst. */
  readonly #zeroed: readonly BufferSlice[];
  readonly #burst: readonly Launch[];

  private constructor(
    gpu: Gpu,
    plan: Plan,
    memory: { slices: ReadonlyMap<string, BufferSlice>; owned: readonly GPUBuffer[] },
    launches: { step: readonly Launch[]; burst: readonly Launch[] },
    capacity: number,
  ) {
    this.plan = plan;
    this.capacity = capacity;
    this.#gpu = gpu;
    this.#slices = memory.slices;
    this.#step = launches.step;
    this.#periods = [...new Set(plan.step.map(runsEvery))].filter((every) => every > 1);
    this.#zeroed = zeroedTensors(plan).map((tensor) => this.slice(tensor));
    this.#burst = launches.burst;
    this.#records = gpu.memory.create(
      `${plan.name}.step_records`,
      capacity * STEP_STRIDE,
      GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    );
    this.#owned = [...memory.owned, this.#records];
    this.#staged = new DataView(new ArrayBuffer(capacity * STEP_STRIDE));
    this.#stepGroup = gpu.device.createBindGroup({
      label: `${plan.name}.step`,
      layout: gpu.pipelines.stepLayout,
      entries: [
        {
          binding: 0,
          resource: { buffer: this.#records, size: STEP_SIZE },
        },
      ],
    });
  }

  /**
   * Builds all pipelines in parallel, and creates all buffers and bind groups.
   *
   * @param inputs buffers of the plan's `input` tensors, by name; the caller keeps ownership
   * @param capacity maximum number of steps in a burst
   * @throws CompileError, LimitError, or ConfigError for a missing input
   */
  static async compile(
    gpu: Gpu,
    store: DeviceStore,
    plan: Plan,
    inputs: InputBuffers,
    capacity: number,
  ): Promise<Executable> {
    const owned: GPUBuffer[] = [];
    let executable: Executable | undefined;
    try {
      const slices = allocate(gpu, store, plan, inputs, owned);
      const build = (dispatches: readonly Dispatch[]): Promise<Launch[]> =>
        Promise.all(dispatches.map((dispatch) => prepare(gpu, dispatch, slices)));
      const [step, burst] = await Promise.all([build(plan.step), build(plan.burst)]);
      executable = new Executable(gpu, plan, { slices, owned }, { step, burst }, capacity);
      await gpu.memory.settled([...inputs.values(), ...executable.#owned]);
      await store.settled();
      return executable;
    } catch (error) {
      executable?.dispose();
      for (const buffer of owned) gpu.memory.destroy(buffer);
      throw error;
    }
  }

  /**
   * Runs one step for each record, then the dispatches of the burst. Returns at once; the promise
   * resolves with the unpadded values of each tensor in `read`.
   *
   * @throws ConfigError for a tensor that the plan does not have or does not keep
   * @param submits number of submits to spread the dispatches over, if even one step would occupy
   *   the adapter for too long
   */
  run(
    records: readonly StepScalars[],
    read: readonly Tensor[] = [],
    submits = 1,
  ): Promise<TensorValues[]> {
    this.upload(records);
    const { device } = this.#gpu;
    const steps = records.map(({ counter }) => this.#launchesOf(counter));
    const total = steps.reduce((sum, { length }) => sum + length, this.#burst.length);
    const perSubmit = Math.ceil(total / submits);
    for (let first = 0; ; first += perSubmit) {
      const end = Math.min(first + perSubmit, total);
      const encoder = device.createCommandEncoder({ label: this.plan.name });
      if (first === 0) {
        for (const { buffer, offset, size } of this.#zeroed) {
          encoder.clearBuffer(buffer, offset, size);
        }
      }
      this.#encode(encoder, first, end, steps);
      if (end < total) {
        device.queue.submit([encoder.finish()]);
        continue;
      }
      const slices = read.map((tensor) => this.#kept(tensor));
      const finish = read.length > 0 ? this.#gpu.readback.encode(encoder, slices) : undefined;
      device.queue.submit([encoder.finish()]);
      return finish ? finish().then((parts) => toLogical(read, parts)) : Promise.resolve([]);
    }
  }

  /** Uploads the records of a burst, for {@link launch}. `run` does this itself. */
  upload(records: readonly StepScalars[]): void {
    if (records.length > this.capacity) {
      throw new ConfigError(`a burst holds ${this.capacity} steps, got ${records.length}`);
    }
    for (const [i, record] of records.entries()) writeStep(this.#staged, i * STEP_STRIDE, record);
    this.#gpu.device.queue.writeBuffer(
      this.#records,
      0,
      this.#staged.buffer,
      0,
      records.length * STEP_STRIDE,
    );
  }

  /**
   * Prepares a dispatch outside the plan that works on the plan's tensors, for {@link launch}.
   * @throws CompileError, LimitError, or ConfigError for a tensor that the plan does not have
   */
  prepare(dispatch: Dispatch): Promise<Launch> {
    return prepare(this.#gpu, dispatch, this.#slices);
  }

  /**
   * Records a launch into a pass of the caller, with uploaded record `record`.
   * @param which a prepared dispatch, or the index of a dispatch in the step
   */
  launch(pass: GPUComputePassEncoder, which: number | Launch, record: number): void {
    const launch = typeof which === 'number' ? this.#step[which] : which;
    if (!launch) throw new ConfigError(`plan "${this.plan.name}" has no dispatch ${which}`);
    pass.setBindGroup(0, this.#stepGroup, [STEP_STRIDE * record]);
    encodeLaunch(pass, launch);
  }

  /**
   * The launches of a step. They depend on the step number only if some dispatches do not run in
   * every step.
   */
  #launchesOf(step: number): readonly Launch[] {
    if (this.#periods.length === 0) return this.#step;
    const key = this.#periods.filter((every) => runsIn(step, { every })).join();
    const known = this.#launches.get(key);
    if (known) return known;
    const launches = this.#step.filter((_, i) => runsIn(step, this.plan.step[i] ?? {}));
    this.#launches.set(key, launches);
    return launches;
  }

  /** Encodes launches `first` to `end` of a burst: the launches of its steps, then its own. */
  #encode(
    encoder: GPUCommandEncoder,
    first: number,
    end: number,
    steps: readonly (readonly Launch[])[],
  ): void {
    const pass = encoder.beginComputePass({ label: this.plan.name });
    let next = 0;
    for (const [record, launches] of [...steps, this.#burst].entries()) {
      const from = Math.max(0, first - next);
      const to = Math.min(launches.length, end - next);
      next += launches.length;
      if (from >= to) continue;
      // The burst's own launches use the record of its last step.
      const seen = Math.min(record, steps.length - 1);
      pass.setBindGroup(0, this.#stepGroup, [seen * STEP_STRIDE]);
      for (const launch of launches.slice(from, to)) encodeLaunch(pass, launch);
    }
    pass.end();
  }

  /**
   * Allocates staging buffers for several concurrent runs that read these tensors. @throws
   * LimitError
   */
  async reserve(read: readonly Tensor[], runs: number): Promise<void> {
    const slices = read.map((tensor) => this.#kept(tensor));
    await this.#gpu.readback.reserve(slices, runs);
  }

  /** Memory of a tensor of the plan. */
  slice(tensor: Tensor): BufferSlice {
    const slice = this.#slices.get(tensor.name);
    if (!slice) throw new ConfigError(`plan "${this.plan.name}" has no tensor "${tensor.name}"`);
    return slice;
  }

  /** Memory of a tensor whose values are kept after a run. */
  #kept(tensor: Tensor): BufferSlice {
    const { name, role } = tensor;
    const made = role === 'activation' || role === 'gradient';
    if (made && this.plan.outputs?.includes(name) === false) {
      throw new ConfigError(
        `"${name}" is no output of plan "${this.plan.name}" and its memory may hold another ` +
          'tensor: name it among the outputs, or leave them out to keep every tensor',
      );
    }
    return this.slice(tensor);
  }

  dispose(): void {
    for (const buffer of this.#owned) this.#gpu.memory.destroy(buffer);
  }
}

function toLogical(tensors: readonly Tensor[], parts: readonly ArrayBuffer[]): TensorValues[] {
  return tensors.map(({ dtype, shape }, i) => {
    const bytes = parts[i] as ArrayBuffer;
    return unpad(dtype === 'u32' ? new Uint32Array(bytes) : new Float32Array(bytes), shape);
  });
}

async function prepare(
  gpu: Gpu,
  dispatch: Dispatch,
  slices: ReadonlyMap<string, BufferSlice>,
): Promise<Launch> {
  const grid = launchGrid(dispatch, gpu.device.limits.maxComputeWorkgroupsPerDimension);
  const bound = bindingsOf(dispatch).map(({ name, access, tensor }) => {
    const slice = tensor && slices.get(tensor.name);
    if (!slice) throw new ConfigError(`${dispatch.label}: binding "${name}" was given no tensor`);
    return { name, access, slice };
  });
  assertNoOverlaps(dispatch.label, bound);
  const { pipeline, tensorLayout } = await gpu.pipelines.get(dispatch, readBesideWrites(bound));
  const tensors = gpu.device.createBindGroup({
    label: dispatch.label,
    layout: tensorLayout,
    entries: bound.map(({ slice }, binding) => ({ binding, resource: slice })),
  });
  return { label: dispatch.label, pipeline, tensors, grid };
}
