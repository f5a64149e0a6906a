import type { Gpu } from '../../../src/gpu/device.ts';
import type { KernelName } from '../../../src/graph/kernelName.generated.ts';
import type { Dispatch } from '../../../src/graph/plan.ts';
import type { CatalogueEntries } from '../../../src/kernels/catalogue.types.ts';
import { catalogue } from '../../support/catalogue.ts';
import { lacking } from '../../support/features.ts';
import { kernelCases } from '../../support/kernelCases.ts';
import { THOROUGH } from '../../support/thorough.ts';
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

/** `conv_forward load=gather_u8` */
const nameOf = (kernel: string, choices: readonly (readonly [string, string])[]): string =>
  [kernel, ...choices.map(([slot, choice]) => `${slot}=${choice}`)].join(' ');

/** Kernels, and single choices, that the kernel cases compile on wgpu too. */
const inCases: ReadonlySet<string> = new Set(
  kernelCases.flatMap(({ kernel, slots: chosen }) => [
    nameOf(kernel, []),
    ...Object.entries(chosen).map((choice) => nameOf(kernel, [choice])),
  ]),
);

/**
 * True if a combination is compiled on its own: each choice that no kernel case has. With THOROUGH=1 choices of
 * several slots of kernels without cases are combined, except products other than the default, since some compile
 * slowly, and loads that are copied.
 */
function isTried(kernel: string, filling: Readonly<Record<string, string>>): boolean {
  const defaults = kernels[kernel]?.slots ?? {};
  const changed = Object.entries(filling).filter(([slot, choice]) => choice !== defaults[slot]);
  if (changed.length <= 1) return !inCases.has(nameOf(kernel, changed));
  const alone = changed.some(([slot, choice]) => slot === 'product' || COPIED.includes(choice));
  return THOROUGH && !inCases.has(kernel) && !alone;
}

/** Kernels with choices for their slots that naga has to accept. */
export const combinations: readonly Combination[] = Object.entries(kernels).flatMap(
  ([name, entry]) => {
    const kernel = name as KernelName;
    const fillings = Object.keys(entry.slots).reduce<Record<string, string>[]>(
      (rows, slot) =>
        rows.flatMap((row) => {
          return Object.keys(slots[slot] ?? {}).map((choice) => ({ ...row, [slot]: choice }));
        }),
      [{}],
    );
    const tried = fillings.filter((filling) => isTried(kernel, filling));
    return tried.map((filling) => {
      const choices = Object.entries(filling);
      const uses = choices.map(([slot, choice]) => [slot, { choice, bindings: {} }]);
      return {
        name: `compile ${nameOf(kernel, choices)}`,
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
