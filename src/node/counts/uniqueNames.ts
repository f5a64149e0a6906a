/** The names, where repeated ones get `-1`, `-2` and so on, as AnnData makes them unique. */
export function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set(names);
  if (taken.size === names.length) return names;
  const seen = new Map<string, number>();
  return names.map((name) => {
    let repeats = seen.get(name);
    if (repeats === undefined) {
      seen.set(name, 0);
      return name;
    }
    do repeats += 1;
    while (taken.has(`${name}-${repeats}`));
    seen.set(name, repeats);
    taken.add(`${name}-${repeats}`);
    return `${name}-${repeats}`;
  });
}
