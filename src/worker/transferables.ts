import { isPlain } from '../plainData.ts';

/**
 * The buffers of all typed arrays in plain data, without duplicates, to transfer with a message
 * instead of copying them. The sender then loses them.
 */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  collect(value, found);
  return [...found];
}

function collect(value: unknown, found: Set<ArrayBuffer>): void {
  if (ArrayBuffer.isView(value)) {
    // SharedArrayBuffers are sent without a transfer.
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (isPlain(value)) {
    for (const part of Object.values(value)) collect(part, found);
  }
}

/**
 * Replaces every part of plain data by the result of `change`. Does not descend into replaced
 * parts.
 */
export function mapParts(value: unknown, change: (part: unknown) => unknown): unknown {
  const changed = change(value);
  if (changed !== value || !isPlain(value)) return changed;
  if (Array.isArray(value)) return value.map((part) => mapParts(part, change));
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, mapParts(part, change)]),
  );
}
