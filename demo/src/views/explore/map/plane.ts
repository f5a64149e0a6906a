import { ConfigError, ShapeError } from 'webgpu-vae/formats';

/**
 * A plane in latent space: one of its points and two axes, orthonormal or zero. Each `[latent]`.
 */
export interface Plane {
  readonly origin: Float32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Labels of the axes. */
  readonly names: readonly [x: string, y: string];
}

/** A position on a plane, in units of latent space. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Positions of many points, columns of equal length. */
export interface Places {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Name on the page of a dimension that is counted from 0. */
export function dimensionName(dimension: number): string {
  return `z${dimension + 1}`;
}

/**
 * The plane of two latent dimensions, through the origin. In a model with one dimension the y axis
 * is zero, and all points lie on a line.
 *
 * @throws ConfigError for a dimension that does not exist or is taken twice
 */
export function dimensionPlane(latent: number, x: number, y: number): Plane {
  for (const [name, dimension] of [['x', x] as const, ...(latent > 1 ? [['y', y] as const] : [])]) {
    if (Number.isSafeInteger(dimension) && dimension >= 0 && dimension < latent) continue;
    throw new ConfigError(
      `${name} must be a whole number from 0 to ${latent - 1}: the model has ${latent} latent ` +
        `dimensions, got ${dimension}`,
    );
  }
  if (latent > 1 && x === y) {
    throw new ConfigError(`a plane takes two dimensions, got ${x} for both x and y`);
  }
  const axis = (dimension: number) =>
    Float32Array.from({ length: latent }, (_, i) => Number(i === dimension));
  return {
    origin: new Float32Array(latent),
    x: axis(x),
    y: latent > 1 ? axis(y) : new Float32Array(latent),
    names: [dimensionName(x), latent > 1 ? dimensionName(y) : ''],
  };
}

/**
 * Position of a latent projected onto the plane.
 * @throws ShapeError if `z` belongs to another latent space
 */
export function placeOf({ origin, x, y }: Plane, z: Float32Array): Place {
  assertLatent('z', z, origin.length);
  let [alongX, alongY] = [0, 0];
  for (const [i, value] of z.entries()) {
    const offset = value - (origin[i] as number);
    alongX += offset * (x[i] as number);
    alongY += offset * (y[i] as number);
  }
  return { x: alongX, y: alongY };
}

/**
 * Moves `z` along the axes until its projection is `to`; its component perpendicular to the plane
 * does not change.
 * @throws ShapeError if `z` belongs to another latent space
 */
export function moveInPlane(plane: Plane, z: Float32Array, to: Place): Float32Array {
  const from = placeOf(plane, z);
  const [byX, byY] = [to.x - from.x, to.y - from.y];
  return z.map((value, i) => value + byX * (plane.x[i] as number) + byY * (plane.y[i] as number));
}

/**
 * Projections of many latents.
 * @param rows `[count, latent]`
 * @throws ShapeError if these are not whole rows
 */
export function placesOf({ origin, x, y }: Plane, rows: Float32Array): Places {
  const latent = origin.length;
  if (rows.length % latent !== 0) {
    throw new ShapeError(`rows must be whole rows of ${latent} values, got ${rows.length} values`);
  }
  const count = rows.length / latent;
  const places = { x: new Float32Array(count), y: new Float32Array(count) };
  for (let row = 0; row < count; row++) {
    let [alongX, alongY] = [0, 0];
    for (let i = 0; i < latent; i++) {
      const offset = (rows[row * latent + i] as number) - (origin[i] as number);
      alongX += offset * (x[i] as number);
      alongY += offset * (y[i] as number);
    }
    places.x[row] = alongX;
    places.y[row] = alongY;
  }
  return places;
}

/**
 * Latents of a square grid on the plane, evenly spaced, row by row from the top left of the
 * displayed plane, in which y grows upwards. `[size · size, latent]`
 *
 * @param reach the grid goes from `-reach` to `reach` along both axes
 * @throws ConfigError for a size below 2
 */
export function planeGrid(plane: Plane, size: number, reach: number): Float32Array {
  if (!Number.isSafeInteger(size) || size < 2) {
    throw new ConfigError(`a grid takes a size of at least 2 points a side, got ${size}`);
  }
  const latent = plane.origin.length;
  const grid = new Float32Array(size * size * latent);
  for (let cell = 0; cell < size * size; cell++) {
    grid.set(moveInPlane(plane, plane.origin, cellPlace(cell, size, reach)), cell * latent);
  }
  return grid;
}

/** The position of a cell of such a grid. */
export function cellPlace(cell: number, size: number, reach: number): Place {
  const at = (index: number) => reach * ((2 * index) / (size - 1) - 1);
  return { x: at(cell % size), y: -at(Math.floor(cell / size)) };
}

/**
 * The cell of such a grid nearest to a position; undefined if it is more than half a cell outside.
 */
export function cellAt({ x, y }: Place, size: number, reach: number): number | undefined {
  const index = (value: number) => Math.round(((value / reach + 1) * (size - 1)) / 2);
  const [column, row] = [index(x), index(-y)];
  const inside = Math.min(column, row) >= 0 && Math.max(column, row) < size;
  return inside ? row * size + column : undefined;
}

function assertLatent(name: string, z: Float32Array, latent: number): void {
  if (z.length === latent) return;
  throw new ShapeError(`${name} must be a latent of ${latent} values, got ${z.length}`);
}
