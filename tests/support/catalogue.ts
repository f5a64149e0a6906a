import { allParts } from '../../src/kernels/catalogue/allParts.generated.ts';
import { stepLayout } from '../../src/kernels/catalogue/step.generated.ts';
import type { Kernels, Slots } from '../../src/kernels/names.ts';

/** All parts of the catalogue as one. */
export const catalogue = {
  modules: Object.assign({}, ...allParts.map(({ modules }) => modules)) as Readonly<
    Record<string, string>
  >,
  slots: allParts
    .flatMap(({ slots }) => Object.entries<object>(slots))
    .reduce<Record<string, object>>((all, [slot, choices]) => {
      return Object.assign(all, { [slot]: { ...all[slot], ...choices } });
    }, {}) as unknown as Slots,
  kernels: Object.assign({}, ...allParts.map(({ kernels }) => kernels)) as Kernels,
  stepLayout,
};
