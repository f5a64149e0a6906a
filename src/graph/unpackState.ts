import { physicalSize, unpad } from './layout.ts';
import { type PartValues, STATE_PARTS, type StateImage, type StatePart } from './stateLayout.ts';
import { type Store, VARIABLES } from './store.ts';
import type { Tensor } from './tensor.ts';

/** Reads the unpadded values of one part, or of the variables, from an image. */
export function unpackState(
  store: Store,
  image: StateImage,
  part: StatePart | 'variables',
): PartValues {
  if (part === 'variables') return new Map(take(image.get(VARIABLES), 0, store.variables));
  const number = STATE_PARTS.indexOf(part);
  return new Map(
    store.groups.flatMap(({ name, size, parameters }) =>
      take(image.get(name), number * size, parameters),
    ),
  );
}

function take(
  image = new Float32Array(),
  first: number,
  tensors: readonly Tensor[],
): (readonly [name: string, values: Float32Array])[] {
  return tensors.map(({ name, shape, offset = 0 }) => {
    const start = first + offset;
    return [name, unpad(image.subarray(start, start + physicalSize(shape)), shape)] as const;
  });
}
