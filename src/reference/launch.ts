import type { KernelName } from '../graph/kernelName.generated.ts';
import type { Dispatch } from '../graph/plan.ts';
import type { Tensor } from '../graph/tensor.ts';
import { kernelEntry, slotPiece } from '../kernels/catalogue.ts';
import type { RecordedKernel } from '../kernels/names.ts';
import { specialize } from '../kernels/specialize.ts';
import type { StepScalars } from '../kernels/step.ts';
import { slotTwins } from './slots.ts';
import type { SlotContext, SlotFunctions, TwinContext } from './twin.ts';
import { twins } from './twins.ts';

type AnySlotTwin = (
  context: SlotContext,
  ...bindings: Float64Array[]
) => SlotFunctions[keyof SlotFunctions];
type AnyTwin = (context: TwinContext<KernelName>, ...bindings: Float64Array[]) => void;

/** A dispatch bound to its values. */
export interface ReferenceLaunch {
  /** The kernel's inputs at a step: constants, step scalars, filled slots. */
  context(step: StepScalars): TwinContext<KernelName>;
  run(step: StepScalars): void;
}

/**
 * Binds a dispatch to the twins of its kernel and slots.
 * @param values the array of a tensor
 * @param constants override those of the dispatch
 * @throws ConfigError for a kernel, slot, choice or constant that does not exist
 */
export function bindLaunch(
  dispatch: Dispatch,
  values: (tensor: Tensor) => Float64Array,
  constants: Dispatch['constants'] = {},
): ReferenceLaunch {
  const { kernel } = dispatch;
  const choices = Object.entries(dispatch.slots).map(([slot, { choice }]) => [slot, choice]);
  const specialized = specialize(kernel, Object.fromEntries(choices), {
    ...dispatch.constants,
    ...constants,
  });
  const arrays = (names: readonly { name: string }[], tensors: Dispatch['bindings']) =>
    names.map(({ name }) => values(tensors[name] as Tensor));
  const bindings = arrays(kernelEntry(kernel).bindings, dispatch.bindings);
  const computing = Object.entries(dispatch.slots).filter(([slot]) => slot in slotTwins);
  const slots = computing.map(([slot, { choice, bindings: tensors }]) => {
    const bound = arrays(slotPiece(slot, choice).bindings, tensors);
    const choicesOfSlot: Readonly<Record<string, unknown>> =
      slotTwins[slot as keyof typeof slotTwins];
    const fill = choicesOfSlot[choice] as AnySlotTwin;
    return (context: SlotContext) => [slot, fill(context, ...bound)] as const;
  });
  const context = (step: StepScalars): TwinContext<KernelName> => {
    const seen = { constants: specialized.constants, step };
    const filled = Object.fromEntries(slots.map((fill) => fill(seen)));
    return { ...seen, slots: filled } as unknown as TwinContext<KernelName>;
  };
  const twin = twins[kernel as RecordedKernel] as AnyTwin;
  return { context, run: (step) => twin(context(step), ...bindings) };
}
