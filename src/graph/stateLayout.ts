import type { Floats } from '../platform.ts';
import { pad } from './layout.ts';
import { type Store, VARIABLES } from './store.ts';
import type { Tensor } from './tensor.ts';

/** The three parts of a parameter group's state, in memory order. */
export const STATE_PARTS = ['parameters', 'm', 'v'] as const;
export type StatePart = (typeof STATE_PARTS)[number];

/**
 * The state of a store in its device layout: padded `[parameters | m | v]` by group name, and all
 * variables under the name {@link VARIABLES} if there are any.
 */
export type StateImage = ReadonlyMap<string, Floats>;

/** Unpadded values of one part, by parameter name. */
export type PartValues = ReadonlyMap<string, Float32Array>;

/** Builds an image from unpadded values. Parts and tensors that are not given are zero. */
export function packState(
  store: Store,
  values: Partial<Readonly<Record<StatePart | 'variables', PartValues>>>,
): StateImage {
  const image = new Map(
    store.groups.map(({ name, size, parameters }) => {
      const state = new Float32Array(STATE_PARTS.length * size);
      for (const [number, part] of STATE_PARTS.entries()) {
        place(state, number * size, parameters, values[part]);
      }
      return [name, state] as const;
    }),
  );
  if (store.variablesSize === 0) return image;
  const variables = new Float32Array(store.variablesSize);
  place(variables, 0, store.variables, values.variables);
  return image.set(VARIABLES, variables);
}

function place(
  image: Float32Array,
  first: number,
  tensors: readonly Tensor[],
  values: PartValues | undefined,
): void {
  for (const { name, shape, offset = 0 } of tensors) {
    const given = values?.get(name);
    if (given) image.set(pad(given, shape, name), first + offset);
  }
}
