import type { Gpu } from '../../../src/gpu/device.ts';
import type { KernelName } from '../../../src/graph/kernelName.generated.ts';
import type { Dispatch } from '../../../src/graph/plan.ts';
import type { CatalogueEntries, KernelEntry } from '../../../src/kernels/catalogue.types.ts';
import { catalogue } from '../../support/catalogue.ts';
import { lacking } from '../../support/features.ts';
import { attempt, type Result } from './result.ts';

/** A kernel with one choice for every slot. */
export interface Combination {
  readonly name: string;
  readonly choices: Readonly<Record<string, string>>;
  readonly dispatch: Dispatch;
}

const { kernels, slots }: CatalogueEntries = catalogue;

/** Loads that fusion does not move into other kernels. */
const COPIED = ['gather_u16', 'gather_u32', 'gather_sparse'];

/**
 * Convolutions: naga and SwiftShader take minutes to compile them with all their choices, so wgpu does not
 * run them.
 */
export const LEFT_OUT = /^conv_/;

/** True if all slots have their defaults, except for slots whose choices are tried separately. */
function isTried(filling: Readonly<Record<string, string>>, entry: KernelEntry): boolean {
  const alone = (slot: string): boolean =>
    (slot === 'product' && filling.product !== entry.slots.product) ||
    (slot === 'load' && COPIED.includes(filling.load ?? ''));
  const changed = Object.keys(filling).filter((slot) => filling[slot] !== entry.slots[slot]);
  return changed.length < 2 || !changed.some(alone);
}

/**
 * All kernels of the catalogue with all choices for all slots. Products other than the default are
 * combined only with the defaults of the other slots, since some compile slowly; so are the loads
 * that are copied.
 */
export const combinations: readonly Combination[] = Object.entries(kernels).flatMap(
  ([name, entry]) => {
    const kernel = name as KernelName;
    if (LEFT_OUT.test(kernel)) return [];
    const fillings = Object.keys(entry.slots).reduce<Record<string, string>[]>(
      (rows, slot) =>
        rows.flatMap((row) => {
          return Object.keys(slots[slot] ?? {}).map((choice) => ({ ...row, [slot]: choice }));
        }),
      [{}],
    );
    const tried = fillings.filter((filling) => isTried(filling, entry));
    return tried.map((filling) => {
      const choices = Object.entries(filling);
      const uses = choices.map(([slot, choice]) => [slot, { choice, bindings: {} }]);
      const title = [kernel, ...choices.map(([slot, choice]) => `${slot}=${choice}`)].join(' ');
      return {
        name: `compile ${title}`,
        choices: filling,
        dispatch: {
          label: name,
          kernel,
          bindings: {},
          slots: Object.fromEntries(uses),
          constants: {},
        },
      };
    });
  },
);

/** Builds a pipeline like training does: with explicit layouts, asynchronously. */
export function compile(gpu: Gpu, { name, dispatch, choices }: Combination): Promise<Result> {
  return attempt(gpu.device, name, async () => {
    const lacks = lacking(gpu, choices);
    if (lacks !== undefined) return { lacks };
    await gpu.pipelines.get(dispatch);
    return {};
  });
}
