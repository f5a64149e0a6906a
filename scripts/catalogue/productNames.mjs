// @ts-check
import { declaredNames } from './parse.mjs';

/** @import { CatalogueEntries } from '../../src/kernels/catalogue.types.ts' */

/**
 * The names that stand beside a product variant in its module. A variant may use those of every
 * kernel and may declare none of them.
 *
 * @param {Pick<CatalogueEntries, 'kernels' | 'modules' | 'slots'>} catalogue
 * @returns {{ shared: string[], taken: string[] }} declared by every product kernel or its modules, and by
 *   some, or by their other slots
 */
export function productNames({ kernels, modules, slots }) {
  const products = Object.values(kernels).filter(({ slots }) => 'product' in slots);
  const own = products.map(({ code, imports }) =>
    [code, ...imports.map((path) => modules[path] ?? '')].flatMap(declaredNames),
  );
  const [first = [], ...others] = own;
  const shared = first.filter((name) => others.every((names) => names.includes(name)));
  const otherSlots = new Set(products.flatMap(({ slots }) => Object.keys(slots)));
  otherSlots.delete('product');
  const fillings = [...otherSlots].flatMap((slot) => Object.values(slots[slot] ?? {}));
  const imports = new Set(fillings.flatMap(({ imports }) => imports));
  const texts = [
    ...fillings.map(({ code }) => code),
    ...[...imports].map((path) => modules[path] ?? ''),
  ];
  const taken = new Set([...own.flat(), ...texts.flatMap(declaredNames)]);
  for (const name of shared) taken.delete(name);
  return { shared: shared.sort(), taken: [...taken].sort() };
}
