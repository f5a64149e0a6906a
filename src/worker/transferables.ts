/**
 * The buffers of all typed arrays in plain data, each once: what a message can move instead of
 * copying it. They are the sender's no longer then.
 */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  collect(value, found);
  return [...found];
}

function collect(value: unknown, found: Set<ArrayBuffer>): void {
  if (ArrayBuffer.isView(value)) {
    // What threads share already can be sent as it is.
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (isPlain(value)) {
    for (const part of Object.values(value)) collect(part, found);
  }
}

/** Whether a value is an array or an object without a class of its own. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Plain data with every part replaced by what `change` makes of it, down to where it does. */
export function mapParts(value: unknown, change: (part: unknown) => unknown): unknown {
  const changed = change(value);
  if (changed !== value || !isPlain(value)) return changed;
  if (Array.isArray(value)) return value.map((part) => mapParts(part, change));
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, mapParts(part, change)]),
  );
}
