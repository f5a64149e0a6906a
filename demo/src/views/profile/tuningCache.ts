/** The contents of a tuning store for one adapter. */
export interface CachedAdapter {
  readonly adapter: string;
  /** Number of measured dispatches: one for each kernel and size. */
  readonly dispatches: number;
}

/**
 * Parses the text of a tuning store, by adapter. Invalid text counts as empty, as in the tuner
 * itself.
 */
export function cachedAdapters(text: string | undefined): CachedAdapter[] {
  const adapters = propertyOf(parse(text), 'adapters');
  if (!isObject(adapters)) return [];
  return Object.entries(adapters).map(([adapter, entries]) => ({
    adapter,
    dispatches: isObject(entries) ? Object.keys(entries).length : 0,
  }));
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
}

function propertyOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
