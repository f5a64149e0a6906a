import type { Dispatch } from '../graph/plan.ts';
import { HEALTH } from '../graph/report.ts';
import { type ParameterGroup, wholeGradient, wholeState } from '../graph/store.ts';
import { dispatch, type SlotArgument } from '../kernels/dispatch.ts';
import { clipping } from './clipping.ts';
import { type OptimizerOptions, optimizerConstants } from './registry.ts';

/**
 * Records an optimizer step for all parameters of a group, in place, after the dispatches that clip
 * the norm of the group's gradient. The dispatches run in this order.
 */
export function optimizerUpdate(
  group: ParameterGroup,
  options: OptimizerOptions,
): readonly Dispatch[] {
  const { clip, dispatches } = clippingOf(group, options);
  const update = dispatch('optimizer_update', `${group.name}.${options.optimizer}`, {
    bindings: { state: wholeState(group), gradient: wholeGradient(group), health: HEALTH },
    slots: { optimizer: { choice: options.optimizer, bindings: {} }, clip },
    constants: {
      ...optimizerConstants(options),
      ...(group.number > 0 && { GROUP: group.number }),
    },
  });
  return [...dispatches, update];
}

/** The clipping of a group's gradient norm, and the dispatches that come before it. */
export function clippingOf(
  group: ParameterGroup,
  { clipNorm: most }: OptimizerOptions,
): { readonly clip: SlotArgument<'clip'>; readonly dispatches: readonly Dispatch[] } {
  if (most === undefined) return { clip: { choice: 'none', bindings: {} }, dispatches: [] };
  const { scale, dispatches } = clipping.get().clipNorm(group, most);
  return { clip: { choice: 'norm', bindings: { scale } }, dispatches };
}
