import { pad, physicalSize, unpad } from './layout.ts';
import type { Store } from './store.ts';

/** The three parts of a parameter group's state, in the order in which they lie. */
export const STATE_PARTS = ['parameters', 'm', 'v'] as const;
export type StatePart = (typeof STATE_PARTS)[number];

/** A store's whole state as it lies on the device: padded `[parameters | m | v]` by group. */
export type StateImage = ReadonlyMap<string, Float32Array<ArrayBuffer>>;

/** Logical values of one part, by parameter name. */
export type PartValues = ReadonlyMap<string, Float32Array>;

/** Lays out logical values; parts and parameters that are not given are zero. */
export function packState(
  store: Store,
  values: Partial<Readonly<Record<StatePart, PartValues>>>,
): StateImage {
  return new Map(
    store.groups.map((group) => {
      const image = new Float32Array(STATE_PARTS.length * group.size);
      for (const [number, part] of STATE_PARTS.entries()) {
        for (const { name, shape, offset = 0 } of group.parameters) {
          const given = values[part]?.get(name);
          if (given) image.set(pad(given, shape, name), number * group.size + offset);
        }
      }
      return [group.name, image] as const;
    }),
  );
}

/** Reads the logical values of one part out of an image. */
export function unpackState(store: Store, image: StateImage, part: StatePart): PartValues {
  return new Map(
    store.groups.flatMap((group) => {
      const all = image.get(group.name) ?? new Float32Array();
      const first = STATE_PARTS.indexOf(part) * group.size;
      return group.parameters.map(({ name, shape, offset = 0 }) => {
        const physical = all.subarray(first + offset, first + offset + physicalSize(shape));
        return [name, unpad(physical, shape)] as const;
      });
    }),
  );
}
