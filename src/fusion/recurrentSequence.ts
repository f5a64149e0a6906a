import type { KernelName } from '../graph/kernelName.generated.ts';
import type { Dispatch } from '../graph/plan.ts';
import { dispatch, slotOf } from '../kernels/dispatch.ts';
import { wholeSequence } from '../kernels/wholeSequence.ts';
import { type FusionOptions, type FusionRule, join } from './rule.ts';

/** For each kernel of a step: that of a sequence, and what only the steps of one sequence bind. */
const SEQUENCES = {
  gru_step_forward: { whole: 'gru_forward', common: 'gates' },
  gru_step_backward: { whole: 'gru_backward', common: 'dsums' },
  lstm_step_forward: { whole: 'lstm_forward', common: 'gates' },
  lstm_step_backward: { whole: 'lstm_backward', common: 'dsums' },
} as const satisfies Partial<Record<KernelName, { whole: KernelName; common: string }>>;

type StepKernel = keyof typeof SEQUENCES;

/**
 * `X_step_forward, …` → `X_forward`, and so backward: all steps of a sequence in one dispatch, where the device
 * gains by it.
 */
export const recurrentSequence = ({ device, maxSubmitMs }: FusionOptions): FusionRule => ({
  anchors: Object.keys(SEQUENCES) as StepKernel[],
  rewrite: (step, anchor) => {
    const { whole, common } = SEQUENCES[anchor.kernel as StepKernel];
    const shared = anchor.bindings[common];
    const { M, LENGTH, H, GATES } = anchor.constants;
    const sizes = {
      rows: Number(M),
      length: Number(LENGTH),
      units: Number(H),
      gates: Number(GATES),
    };
    if (!device || !shared || !wholeSequence(sizes, { ...device, maxSubmitMs })) return undefined;
    const parts = step.usersOf(shared).filter((user) => {
      return user.kernel === anchor.kernel && user.bindings[common]?.name === shared.name;
    });
    if (parts.length < sizes.length) return undefined;
    return join(parts, { ...joined(whole, anchor, parts), parts });
  },
});

/** The dispatch of a whole sequence. */
function joined(
  whole: (typeof SEQUENCES)[StepKernel]['whole'],
  { label, bindings: { at: _, ...bindings }, constants, ...anchor }: Dispatch,
  parts: readonly Dispatch[],
): Dispatch {
  const name = label.replace(/_[^_]*$/, '');
  const { FIRST: __, ...flags } = constants;
  const valid = slotOf({ label, bindings, constants, ...anchor }, 'valid');
  const last = parts.some((part) => part.constants.LAST === true);
  return dispatch(whole, name, {
    bindings: bindings as never,
    slots: (valid ? { valid } : {}) as never,
    constants: { ...flags, ...('LAST' in constants && { LAST: last }) },
  });
}
