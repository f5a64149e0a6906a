import type { Place, Places } from './plane.ts';

/** True if a point is shown: classes can be hidden. */
export type Shown = (row: number) => boolean;

/** Directions of the arrow keys, which move from point to point. */
export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The row of the point nearest to a position; ties go to the first.
 * @param reach maximum distance, in units of latent space
 */
export function nearestPoint(
  places: Places,
  shown: Shown,
  to: Place,
  reach = Number.POSITIVE_INFINITY,
): number | undefined {
  let best: number | undefined;
  let least = reach ** 2;
  for (let row = 0; row < places.x.length; row++) {
    const square =
      ((places.x[row] as number) - to.x) ** 2 + ((places.y[row] as number) - to.y) ** 2;
    if (square > least || (best !== undefined && square === least) || !shown(row)) continue;
    best = row;
    least = square;
  }
  return best;
}

/** The row of the point nearest to `from` within 45° of a direction; undefined if there is none. */
export function nextPoint(
  places: Places,
  shown: Shown,
  from: number,
  direction: Direction,
): number | undefined {
  const start = { x: places.x[from] as number, y: places.y[from] as number };
  const ahead: Shown = (row) => {
    const [x, y] = [(places.x[row] as number) - start.x, (places.y[row] as number) - start.y];
    const [along, across] = IN_DIRECTION[direction](x, y);
    return along > 0 && Math.abs(across) <= along && shown(row);
  };
  return nearestPoint(places, ahead, start);
}

/** Components of a step along and across a direction; y grows upwards. */
const IN_DIRECTION: Record<Direction, (x: number, y: number) => readonly [number, number]> = {
  left: (x, y) => [-x, y],
  right: (x, y) => [x, y],
  up: (x, y) => [y, x],
  down: (x, y) => [-y, x],
};
