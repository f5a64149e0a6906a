import type { TensorToWrite } from '../formats/safetensors.ts';
import type { StateImage, StatePart } from '../graph/stateLayout.ts';
import type { Store } from '../graph/store.ts';
import { unpackState } from '../graph/unpackState.ts';
import { fileShape, readView, type View } from '../graph/view.ts';

/** A tensor of floats with its name in files. */
export type NamedTensor = readonly [
  name: string,
  tensor: TensorToWrite & { readonly data: Float32Array },
];

/**
 * One part of a state as tensors with their names in files.
 * @param views the wanted tensors, in result order
 */
export function namedTensors(
  store: Store,
  image: StateImage,
  part: StatePart | 'variables',
  views: readonly View[],
): NamedTensor[] {
  const values = unpackState(store, image, part);
  const stored = part === 'variables' ? store.variables : store.parameters;
  const shapes = new Map(stored.map(({ name, shape }) => [name, shape]));
  return views.map((view) => {
    const whole = shapes.get(view.of) ?? [];
    const data = readView(values.get(view.of) ?? new Float32Array(), whole, view);
    return [view.name, { dtype: 'F32', shape: fileShape(whole, view), data }] as const;
  });
}
