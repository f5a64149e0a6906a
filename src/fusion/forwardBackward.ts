import type { KernelName } from '../graph/kernelName.generated.ts';
import type { Dispatch, SlotUse } from '../graph/plan.ts';
import { type FusionRule, join } from './rule.ts';

/** Loss terms whose value and gradient one kernel computes in one pass over their input. */
const FUSED = ['likelihood', 'kl'] as const;
/** The binding with their input. */
const INPUT = { likelihood: 'outputs', kl: 'stats' } as const;

/**
 * `X_forward … X_backward` → `X_forward_backward` at the place of the forward dispatch. The
 * backward dispatch must be the first to write its gradient: then no dispatch in between can have
 * read or written it.
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
    // The fused kernels read the weight from the step scalars and do not have this slot.
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

/**
 * True if the two kernels have the same choices in all slots of the forward kernel. The backward
 * kernel may have more slots.
 */
function sameSlots(
  forward: Readonly<Record<string, SlotUse>>,
  backward: Readonly<Record<string, SlotUse>>,
): boolean {
  const weight = backward.term_weight?.choice ?? 'scalar';
  const same = ([slot, use]: [string, SlotUse]): boolean =>
    JSON.stringify(use) === JSON.stringify(backward[slot]);
  return weight === 'scalar' && Object.entries(forward).every(same);
}
