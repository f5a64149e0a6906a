import type { NamedModel } from '../parts/fileNames.ts';
import { modelWidths } from './modelWidths.ts';
import type { Session } from './session.ts';

/** Properties of the current model for file names; undefined if there is no model. */
export function namedModel({ model, images }: Session): NamedModel | undefined {
  const current = model.value;
  if (!current) return undefined;
  const widths = modelWidths(current);
  return { images: images.value?.name ?? '', widths, epoch: current.epoch };
}
