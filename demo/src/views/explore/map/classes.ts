import type { Place, Places } from './plane.ts';

/** Classes of points: their names, and the class of each row. */
export interface Classes {
  readonly names: readonly string[];
  readonly labels: Uint8Array;
}

/** Undefined if the images have no labels. Classes without a name are named by their number. */
export function classesOf(
  labels: Uint8Array | undefined,
  names: readonly string[] = [],
): Classes | undefined {
  if (!labels || labels.length === 0) return undefined;
  const count = labels.reduce((most, label) => Math.max(most, label + 1), names.length);
  return { names: Array.from({ length: count }, (_, i) => names[i] ?? String(i)), labels };
}

/** Position of each class name: the median of its points; undefined without points. */
export function classCentres({ x, y }: Places, { names, labels }: Classes): (Place | undefined)[] {
  const members = names.map((): number[] => []);
  for (let row = 0; row < x.length; row++) members[labels[row] as number]?.push(row);
  return members.map((rows) => {
    if (rows.length === 0) return undefined;
    return {
      x: median(rows.map((row) => x[row] as number)),
      y: median(rows.map((row) => y[row] as number)),
    };
  });
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)] as number;
}
