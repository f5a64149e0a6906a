/** True for an array or an object without a class. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The prototype of all objects has none itself; each realm has its own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** True for an object without a class that is no array. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return isPlain(value) && !Array.isArray(value);
}

/**
 * Every part of plain data, each before its own parts, with the keys that lead to it. The first is
 * the value itself. Objects with a class, such as typed arrays, count as one part, and so does an object
 * inside of itself.
 */
export function* partsOf(
  value: unknown,
  path: readonly string[] = [],
  around: readonly unknown[] = [],
): Generator<readonly [path: readonly string[], part: unknown]> {
  yield [path, value];
  if (!isPlain(value) || around.includes(value)) return;
  for (const [key, part] of Object.entries(value)) {
    yield* partsOf(part, [...path, key], [...around, value]);
  }
}
