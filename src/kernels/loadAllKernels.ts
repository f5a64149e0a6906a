import { addParts } from './catalogue.ts';

/**
 * Loads every shader of the library, so that any operation can be recorded. Layers and families of
 * one's own await it before they are built.
 */
export async function loadAllKernels(): Promise<void> {
  const { allParts } = await import('./catalogue/allParts.generated.ts');
  addParts(allParts);
}
