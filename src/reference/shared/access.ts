/** The element at an index that is known to be in range. */
export function at(values: Float64Array, index: number): number {
  return values[index] as number;
}

/** Writes an element, or adds to it. */
export function put(
  values: Float64Array,
  index: number,
  value: number,
  accumulate: boolean = false,
): void {
  values[index] = accumulate ? at(values, index) + value : value;
}
