import type { GPUBindGroup, GPUComputePassEncoder, GPUComputePipeline } from '../platform.ts';

/** A dispatch prepared for the buffers of an executable. */
export interface Launch {
  readonly label: string;
  readonly pipeline: GPUComputePipeline;
  readonly tensors: GPUBindGroup;
  readonly grid: readonly [number, number, number];
}

/** A group with the label of the plan shows in PIX, RenderDoc and Xcode what a dispatch computes. */
export function encodeLaunch(
  pass: GPUComputePassEncoder,
  { label, pipeline, tensors, grid }: Launch,
): void {
  pass.pushDebugGroup(label);
  pass.setPipeline(pipeline);
  pass.setBindGroup(1, tensors);
  pass.dispatchWorkgroups(...grid);
  pass.popDebugGroup();
}
