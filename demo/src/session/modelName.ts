import type { NamedModel } from '../parts/fileNames.ts';
import { modelWidths } from './modelWidths.ts';
import type { Session } from './session.ts';

/** What files of the model at hand are named after; undefined where there is none. */
export function namedModel({ model, images }: Session): NamedModel | undefined {
  const current = model.value;
  if (!current) return undefined;
  const widths = modelWidths(current);
  return { images: images.value?.name ?? '', widths, epoch: current.epoch };
}
