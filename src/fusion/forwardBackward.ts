import type { KernelName } from '../graph/kernelName.generated.ts';
import type { Dispatch, SlotUse } from '../graph/plan.ts';
import { type FusionRule, join } from './rule.ts';

/** Loss terms whose value and gradient one kernel makes in one pass over their input. */
const FUSED = ['likelihood', 'kl'] as const;
/** The binding of their input. */
const INPUT = { likelihood: 'outputs', kl: 'stats' } as const;

/**
 * `X_forward … X_backward` → `X_forward_backward` at the place of the forward dispatch.
 * Only where the backward dispatch is the first to write its gradient: then nothing can
 * have read or written it in between.
 */
export const forwardBackward: FusionRule = {
  anchors: FUSED.map((name): KernelName => `${name}_forward`),
  rewrite: (step, forward) => {
    const loss = FUSED.find((name) => forward.kernel === `${name}_forward`);
    const input = loss && forward.bindings[INPUT[loss]];
    if (!input) return undefined;
    const backward = step
      .usersOf(input)
      .find(
        (dispatch) =>
          dispatch.kernel === `${loss}_backward` &&
          dispatch.constants.ACCUMULATE === false &&
          sameInputs(forward, dispatch),
      );
    if (!backward) return undefined;
    const { ACCUMULATE: _, ...constants } = backward.constants;
    // The fused kernels read the step scalar themselves and have no such slot.
    const { term_weight: __, ...slots } = backward.slots;
    const fused: Dispatch = {
      label: forward.label.replace(/\.forward$/, ''),
      kernel: `${loss}_forward_backward`,
      bindings: { ...forward.bindings, ...backward.bindings },
      slots: { ...forward.slots, ...slots },
      constants: { ...forward.constants, ...constants },
    };
    return join([forward, backward], fused);
  },
};

function sameInputs(forward: Dispatch, backward: Dispatch): boolean {
  const shared = Object.keys(forward.bindings).filter((name) => name in backward.bindings);
  return (
    shared.every((name) => forward.bindings[name]?.name === backward.bindings[name]?.name) &&
    sameSlots(forward.slots, backward.slots)
  );
}

/** Every slot of a forward kernel is one of the backward kernel's, which may have more. */
function sameSlots(
  forward: Readonly<Record<string, SlotUse>>,
  backward: Readonly<Record<string, SlotUse>>,
): boolean {
  const weight = backward.term_weight?.choice ?? 'scalar';
  const same = ([slot, use]: [string, SlotUse]): boolean =>
    JSON.stringify(use) === JSON.stringify(backward[slot]);
  return weight === 'scalar' && Object.entries(forward).every(same);
}
