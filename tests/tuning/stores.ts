import { memoryTuningStore, type TuneReport, type TuningStore } from '../../src/index.ts';
import type { ProductVariant } from '../../src/kernels/variants.ts';
import { adapterKey } from '../../src/training/choices.ts';

/** A store that holds a text. */
export async function storeOf(text: string): Promise<TuningStore> {
  const store = memoryTuningStore();
  await store.write(text);
  return store;
}

/** A store in which `winner` was once measured as the fastest of `variants` for every product. */
export function riggedStore(
  { adapter, dispatches }: Pick<TuneReport, 'adapter' | 'dispatches'>,
  variants: readonly ProductVariant[],
  winner: ProductVariant,
): Promise<TuningStore> {
  const tried = Object.fromEntries(variants.map((each) => [each, each === winner ? 1 : 2]));
  const entries = Object.fromEntries(dispatches.map(({ key }) => [key, tried]));
  const adapters = { [adapterKey(adapter)]: entries };
  return storeOf(JSON.stringify({ version: 1, adapters }));
}
