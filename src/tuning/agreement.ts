import type { Gpu } from '../gpu/device.ts';
import type { Launch } from '../gpu/encodeLaunch.ts';
import type { Executable } from '../gpu/executable.ts';
import type { BufferSlice } from '../gpu/slice.ts';
import type { Dispatch } from '../graph/plan.ts';
import { descriptorOf } from '../kernels/descriptors.ts';
import { bindingsOf } from '../kernels/dispatch.ts';
import { sizesOf } from '../kernels/launch.ts';
import type { StepScalars } from '../kernels/step.ts';
import { NO_STEP, packOptimizerScalars } from '../optimizers/optimizer.ts';

/** How far the results of two variants are apart. */
export interface Agreement {
  /** Largest difference of two values; infinite if one of them is no number. */
  readonly difference: number;
  /** Largest difference that another order of the same sums explains. */
  readonly tolerance: number;
}

/**
 * Room for what amplifies the rounding of a sum: terms that cancel, activations, likelihoods. Leaving
 * out one of 10,000 terms changes a result by far more.
 */
const AMPLIFIED = 32;

/** The relative distance of neighbouring f32 numbers. */
const F32_EPSILON = 2 ** -23;

/**
 * Compares the results of a dispatch in two variants, each from zeros, and restores them.
 * @param dispatch whose results count
 * @param scalars of the step; its record is uploaded again in the end
 */
export async function compareResults(
  gpu: Gpu,
  executable: Executable,
  dispatch: Dispatch,
  [reference, candidate]: readonly [Launch, Launch],
  scalars: StepScalars,
): Promise<Agreement> {
  const results = resultsOf(executable, dispatch);
  const { COPY_SRC, COPY_DST } = GPUBufferUsage;
  const saved = results.map(({ size }) => gpu.memory.create('saved', size, COPY_SRC | COPY_DST));
  try {
    await gpu.memory.settled(saved);
    copyAll(gpu, results, saved, false);
    const run = async (launch: Launch, stepSize: number): Promise<Float32Array[]> => {
      const optimizers = packOptimizerScalars([]).map((same, i) => (i % 4 === 0 ? stepSize : same));
      executable.upload([{ ...scalars, optimizers }]);
      launchFromZeros(gpu, executable, launch, results);
      const parts = await gpu.readback.read(results);
      return parts.map((part) => new Float32Array(part));
    };
    // Without a step, moments show the gradient. An optimizer that keeps none shows it by a step.
    let stepSize = NO_STEP.step_size;
    let expected = await run(reference, stepSize);
    if (largest(expected) === 0) {
      stepSize = 1;
      expected = await run(reference, stepSize);
    }
    const found = await run(candidate, stepSize);
    return {
      difference: largestDifference(expected, found),
      tolerance: AMPLIFIED * Math.sqrt(innerOf(dispatch)) * F32_EPSILON * largest(expected),
    };
  } finally {
    copyAll(gpu, results, saved, true);
    executable.upload([scalars]);
    for (const buffer of saved) gpu.memory.destroy(buffer);
  }
}

/** Floats that the dispatch writes. The health word stays, since zero would halt updates. */
function resultsOf(executable: Executable, dispatch: Dispatch): BufferSlice[] {
  return bindingsOf(dispatch).flatMap(({ access, tensor }) => {
    const written = access === 'read_write' && tensor?.dtype === 'f32';
    return written ? [executable.slice(tensor)] : [];
  });
}

/** The length of the sums. */
function innerOf(dispatch: Dispatch): number {
  return descriptorOf(dispatch.kernel).inner?.(sizesOf(dispatch)) ?? 1;
}

function copyAll(
  gpu: Gpu,
  results: readonly BufferSlice[],
  saved: readonly GPUBuffer[],
  back: boolean,
): void {
  const encoder = gpu.device.createCommandEncoder({ label: 'tuning.saved' });
  for (const [i, { buffer, offset, size }] of results.entries()) {
    const copy = saved[i] as GPUBuffer;
    if (back) encoder.copyBufferToBuffer(copy, 0, buffer, offset, size);
    else encoder.copyBufferToBuffer(buffer, offset, copy, 0, size);
  }
  gpu.device.queue.submit([encoder.finish()]);
}

function launchFromZeros(
  gpu: Gpu,
  executable: Executable,
  launch: Launch,
  results: readonly BufferSlice[],
): void {
  const encoder = gpu.device.createCommandEncoder({ label: launch.label });
  for (const { buffer, offset, size } of results) encoder.clearBuffer(buffer, offset, size);
  const pass = encoder.beginComputePass({ label: launch.label });
  executable.launch(pass, launch, 0);
  pass.end();
  gpu.device.queue.submit([encoder.finish()]);
}

function largest(results: readonly Float32Array[]): number {
  return results.reduce((most, values) => {
    return values.reduce((soFar, value) => Math.max(soFar, Math.abs(value)), most);
  }, 0);
}

function largestDifference(
  expected: readonly Float32Array[],
  found: readonly Float32Array[],
): number {
  let most = 0;
  for (const [i, values] of expected.entries()) {
    const others = found[i];
    for (let at = 0; at < values.length; at++) {
      const apart = Math.abs((values[at] ?? 0) - (others?.[at] ?? Number.NaN));
      if (!(apart <= most)) most = Number.isNaN(apart) ? Infinity : apart;
    }
  }
  return most;
}
