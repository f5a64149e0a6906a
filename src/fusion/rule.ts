import type { KernelName } from '../graph/kernelName.generated.ts';
import type { Dispatch, Plan } from '../graph/plan.ts';
import type { DeviceTraits } from '../kernels/defaultVariant.ts';
import type { IndexedStep } from './indexedStep.ts';
import type { Rewrite } from './rewrite.ts';

/** Options of fusion that depend on the device. */
export interface FusionOptions {
  /**
   * If true, the batch is written to memory for the weight gradients, with one more dispatch.
   * Otherwise their kernel branches between data rows and activations. This costs nothing on a GPU,
   * but a CPU adapter executes both sides of every branch.
   */
  readonly keepBatch: boolean;
  /** Invocations per workgroup of the latent kernels; 64 by default. They fill a unit of a GPU. */
  readonly latentInvocations?: number;
  /** True hides the lengths of loops in latent kernels from the compiler; false by default. */
  readonly rolledLoops?: boolean;
  /** The device; without one, recurrent layers go step by step. */
  readonly device?: Pick<DeviceTraits, 'software' | 'vendor'>;
  /** Maximum duration of a dispatch in milliseconds, as `maxSubmitMs` of a model; no limit by default. */
  readonly maxSubmitMs?: number | undefined;
  /** Maximum size of a binding in bytes. Larger buffers are not combined. */
  readonly maxBindingBytes?: number;
  /**
   * Bytes of activations and gradients that one update of all dense layers may keep to the end of the
   * step; 128 MiB by default. Above it each layer has an update of its own.
   */
  readonly maxUpdateBytes?: number;
}

/** Gives the same computation in fewer dispatches. */
export type Fusion = (plan: Plan, options: FusionOptions) => Plan;

/**
 * Finds the pattern that it replaces around one dispatch of the step. All dispatches of the pattern
 * bind a tensor of that dispatch which is computed within the step.
 *
 * A rule only checks that its kernels compute the same. `IndexedStep` checks for all rules that the
 * parts may move past the dispatches in between, that removed tensors have no other users, and that
 * all parts run in the same steps.
 */
export interface FusionRule {
  /** Kernels whose dispatches are the starting points of the search. */
  readonly anchors: readonly KernelName[];
  /** Undefined if the pattern does not match. */
  readonly rewrite: (step: IndexedStep, anchor: Dispatch) => Rewrite | undefined;
}

/** A joint that replaces `parts` by `fused` at the position of one of them. */
export function join(
  parts: readonly Dispatch[],
  fused: Dispatch,
  at: Dispatch | undefined = parts[0],
): Rewrite {
  return { joints: at ? [{ parts, at, made: [fused] }] : [] };
}
