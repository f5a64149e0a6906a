/** The properties that are not undefined. An option that is set to undefined counts as left out. */
export function dropUndefined<T extends object>(options: T): T {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as T;
}

/** The properties named in `keys` that are not undefined. */
export function pickDefined<T extends object, K extends keyof T>(
  options: T,
  keys: readonly K[],
): Partial<Pick<T, K>> {
  const values = keys.map((key) => [key, options[key]] as const);
  return dropUndefined(Object.fromEntries(values)) as Partial<Pick<T, K>>;
}
