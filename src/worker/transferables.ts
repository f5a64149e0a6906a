import { isPlain, partsOf } from '../plainData.ts';

/**
 * The buffers of all typed arrays in plain data, without duplicates, to transfer with a message
 * instead of copying them. The sender then loses them.
 */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  for (const [, part] of partsOf(value)) {
    // SharedArrayBuffers are sent without a transfer.
    if (ArrayBuffer.isView(part) && part.buffer instanceof ArrayBuffer) found.add(part.buffer);
  }
  return [...found];
}

/**
 * Replaces every part of plain data by the result of `change`. Does not descend into replaced
 * parts, nor into an object inside of itself.
 */
export function mapParts(
  value: unknown,
  change: (part: unknown) => unknown,
  around: readonly unknown[] = [],
): unknown {
  const changed = change(value);
  if (changed !== value || !isPlain(value) || around.includes(value)) return changed;
  const mapped = (part: unknown): unknown => mapParts(part, change, [...around, value]);
  if (Array.isArray(value)) return value.map(mapped);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, mapped(part)]));
}
