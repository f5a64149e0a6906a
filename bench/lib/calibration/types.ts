import type { GpuModel } from '../../../src/profiling/gpuModel.ts';

/** A dispatch as a calibration sees it: its launch, the work of an invocation, its traffic, its time. */
export interface TimedDispatch {
  readonly label: string;
  readonly kernel: string;
  readonly variant?: string;
  readonly workgroups: number;
  /** Invocations of a workgroup. */
  readonly invocations: number;
  /** Multiply-adds of an invocation; other operations count as half of one. */
  readonly multiplyAdds: number;
  /** Loads and stores of an invocation, of memory and of workgroup memory. */
  readonly accesses: number;
  readonly flops: number;
  readonly bytes: number;
  /** Milliseconds. */
  readonly ms: number;
}

/** Figures of a GPU that are known beforehand. No adapter tells them. */
export interface KnownGpu {
  readonly units: number;
  /** GHz. */
  readonly clock: number;
}

/** A fitted constant, and its standard error as a share of it. */
export type Uncertainty = Readonly<
  Record<'lanes' | 'cyclesPerInstruction' | 'gbPerSecond' | 'microsecondsPerDispatch', number>
>;

/** The constants of a GPU. An instruction is a multiply-add. */
export interface Fit {
  readonly gpu: Required<Omit<GpuModel, 'kernels'>>;
  /** An access costs as much as so many multiply-adds. */
  readonly accessCost: number;
  /** The root of the mean square of the logarithm of modelled over measured, of what was fitted. */
  readonly residual: number;
  readonly uncertainty: Uncertainty;
}
