import type { Gpu } from '../../../src/gpu/device.ts';
import type { Dispatch } from '../../../src/graph/plan.ts';
import { catalogue } from '../../../src/kernels/catalogue.generated.ts';
import type { CatalogueEntries } from '../../../src/kernels/catalogue.types.ts';
import { attempt, type Result } from './result.ts';

/** A kernel with every slot filled one way. */
export interface Combination {
  readonly name: string;
  readonly dispatch: Dispatch;
  /** WGSL extensions, which have the names of the features that allow them. */
  readonly enables: readonly string[];
}

const { kernels, slots }: CatalogueEntries = catalogue;

/** Every kernel of the catalogue with every choice for every slot. */
export const combinations: readonly Combination[] = Object.entries(kernels).flatMap(
  ([kernel, entry]) => {
    const fillings = Object.keys(entry.slots).reduce<Record<string, string>[]>(
      (rows, slot) =>
        rows.flatMap((row) => {
          return Object.keys(slots[slot] ?? {}).map((choice) => ({ ...row, [slot]: choice }));
        }),
      [{}],
    );
    return fillings.map((filling) => {
      const choices = Object.entries(filling);
      const uses = choices.map(([slot, choice]) => [slot, { choice, bindings: {} }]);
      const name = [kernel, ...choices.map(([slot, choice]) => `${slot}=${choice}`)].join(' ');
      return {
        name: `compile ${name}`,
        enables: entry.enables,
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

/** Builds a pipeline as training does: explicit layouts, asynchronously. */
export function compile(gpu: Gpu, { name, dispatch, enables }: Combination): Promise<Result> {
  return attempt(gpu.device, name, async () => {
    const lacks = enables.find((feature) => !gpu.device.features.has(feature));
    if (lacks !== undefined) return { lacks };
    await gpu.pipelines.get(dispatch);
    return {};
  });
}
