import {
  ABOVE_ZERO,
  AT_LEAST_ZERO,
  assertInRange,
  assertOptions,
  isRecord,
  type OptionRanges,
  type Range,
  shown,
  TEXT,
  wholeNumber,
} from '../checks.ts';
import { ConfigError } from '../errors.ts';
import type { DispatchCost, StepCost } from '../kernels/cost.ts';
import { predictWith, type StepPrediction } from '../kernels/predict.ts';

/**
 * How a kernel was compiled and launched. `npm run isa -- --json FILE` writes such objects, with more
 * fields than these; `npm run bench -- --calibrate` writes them for what it measured.
 */
export interface KernelStatistics {
  /** The kernel. */
  readonly kernel: string;
  /**
   * The dispatch that they are of, such as `fc1.forward`. Without a label they are of every dispatch of
   * the kernel that no other statistics name.
   */
  readonly label?: string;
  /** Workgroups of the launch. */
  readonly workgroups: number;
  /** Invocations of a workgroup. */
  readonly invocations: number;
  /**
   * Instructions that an invocation executes: those of each loop as often as it runs. By default its
   * share of the multiply-adds.
   */
  readonly instructions?: number;
  /** Invocations that a unit holds at once, as registers allow. By default all that it gets. */
  readonly invocationsInFlight?: number;
}

/** A GPU by its parts, for launches that do not fill it. */
export interface GpuModel {
  /** Compute units, multiprocessors or cores. */
  readonly units: number;
  /** 10⁹ cycles per second. */
  readonly clock: number;
  /**
   * Invocations for which a unit executes an instruction in each cycle: 64 by default, as in RDNA and
   * Turing; 128 in Ampere and Apple's GPUs.
   */
  readonly lanes?: number;
  /**
   * Cycles from an instruction of an invocation to its next one: 1 by default, which no GPU
   * undercuts. Loads that nothing hides raise it.
   */
  readonly cyclesPerInstruction?: number;
  /** Memory read plus written, 10⁹ bytes per second. */
  readonly gbPerSecond: number;
  /** Overhead of a dispatch within a pass, without its work. */
  readonly microsecondsPerDispatch: number;
  /**
   * Statistics of kernels on this GPU. By default, and for dispatches that none is of, every unit gets
   * the same share of the multiply-adds, and each of them is one instruction.
   */
  readonly kernels?: readonly KernelStatistics[];
}

const LANES = 64;
const CYCLES = 1;

const LIST: Range = { holds: Array.isArray, wanted: 'a list' };
const GPU_RANGES: OptionRanges<GpuModel> = {
  units: wholeNumber(1),
  clock: ABOVE_ZERO,
  lanes: ABOVE_ZERO,
  cyclesPerInstruction: AT_LEAST_ZERO,
  gbPerSecond: ABOVE_ZERO,
  microsecondsPerDispatch: AT_LEAST_ZERO,
  kernels: LIST,
};
const REQUIRED = ['units', 'clock', 'gbPerSecond', 'microsecondsPerDispatch'] as const;
const COUNTED = ['workgroups', 'invocations'] as const;
const OPTIONAL = ['instructions', 'invocationsInFlight'] as const;

/**
 * Predicts the time of a step on a GPU of several units. The arithmetic of a dispatch takes the longer
 * of the work of the unit with most workgroups and the instructions of one invocation in their order.
 * @throws ConfigError for a figure out of range
 */
export function predictOnModel(cost: Pick<StepCost, 'dispatches'>, gpu: GpuModel): StepPrediction {
  assertModel(gpu);
  return predictWith(cost, gpu, (dispatch) => computeMs(dispatch, gpu));
}

function computeMs(dispatch: DispatchCost, gpu: GpuModel): number {
  const { units, clock, lanes = LANES, cyclesPerInstruction = CYCLES, kernels = [] } = gpu;
  const multiplyAdds = dispatch.flops / 2;
  const found = statisticsOf(dispatch, kernels);
  if (!found) return multiplyAdds / (units * lanes) / clock / 1e6;
  const { workgroups, invocations, invocationsInFlight = Number.POSITIVE_INFINITY } = found;
  const { instructions = multiplyAdds / (workgroups * invocations) } = found;
  // Workgroups of the unit that gets most of them.
  const resident = Math.ceil(workgroups / units) * invocations;
  const work = (resident * instructions) / lanes;
  const passes = Math.max(1, Math.ceil(resident / Math.max(invocations, invocationsInFlight)));
  const inOrder = passes * instructions * cyclesPerInstruction;
  return Math.max(work, inOrder) / clock / 1e6;
}

function statisticsOf(
  { kernel, label }: DispatchCost,
  kernels: readonly KernelStatistics[],
): KernelStatistics | undefined {
  const same = kernels.filter((each) => each.kernel === kernel);
  return same.find((each) => each.label === label) ?? same.find((each) => each.label === undefined);
}

function assertModel(gpu: GpuModel): void {
  assertOptions('a GPU with units', gpu, GPU_RANGES, 'gpu.');
  for (const name of REQUIRED) assertInRange(`gpu.${name}`, GPU_RANGES[name], gpu[name]);
  for (const [i, each] of (gpu.kernels ?? []).entries()) {
    const where = `gpu.kernels[${i}]`;
    if (!isRecord(each)) throw new ConfigError(`${where} must be an object, got ${shown(each)}`);
    assertInRange(`${where}.kernel`, TEXT, each.kernel);
    for (const name of COUNTED) assertInRange(`${where}.${name}`, wholeNumber(1), each[name]);
    for (const name of OPTIONAL) {
      if (each[name] !== undefined) assertInRange(`${where}.${name}`, ABOVE_ZERO, each[name]);
    }
  }
}
