import { addParts } from './catalogue.ts';
import { addImageDescriptors } from './imageDescriptors.ts';

/**
 * Loads every shader of the library, so that any operation can be recorded. Layers and families of
 * the app must await it before they record operations.
 */
export async function loadAllKernels(): Promise<void> {
  const { allParts } = await import('./catalogue/allParts.generated.ts');
  addParts(allParts);
  addImageDescriptors();
}
