import { memoryTuningStore, type TuneReport, type TuningStore } from '../../src/index.ts';
import { AS_IS } from '../../src/kernels/ownVariants.ts';
import type { ProductVariant } from '../../src/kernels/variants.ts';
import { adapterKey } from '../../src/runtime/adapterKey.ts';

/** A store that holds a text. */
export async function storeOf(text: string): Promise<TuningStore> {
  const store = memoryTuningStore();
  await store.write(text);
  return store;
}

/**
 * A store in which `winner` is the fastest of `variants`, for all products or those of one kernel.
 * Elsewhere all are equal, so the default stays.
 * @param otherMs times of the dispatches that are not products
 */
export function riggedStore(
  { adapter, dispatches, inputs }: Pick<TuneReport, 'adapter' | 'dispatches' | 'inputs'>,
  variants: readonly ProductVariant[],
  winner: ProductVariant,
  only?: string,
  otherMs = 0,
): Promise<TuningStore> {
  const entries = dispatches.map(({ key, kernel }) => {
    const fast = only === undefined || kernel === only ? winner : undefined;
    const tried = variants.map((each) => [each, each === fast ? 1 : 2] as const);
    return [key, Object.fromEntries(tried)] as const;
  });
  const others = inputs?.others.map(({ key }) => [key, { [AS_IS]: otherMs }] as const) ?? [];
  const adapters = { [adapterKey(adapter)]: Object.fromEntries([...entries, ...others]) };
  return storeOf(JSON.stringify({ version: 1, adapters }));
}
