import { dot } from '../points/columns.ts';

/** A function's value and its gradient. */
export interface Slope {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** Earlier steps from which the curvature is taken. */
const MEMORY = 10;
/** A step must gain this share of what its slope promises. */
const SUFFICIENT = 1e-4;
/** Halvings of a step before no gain is left. */
const HALVINGS = 40;

interface Move {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly scale: number;
}

/**
 * The place of a smooth function's minimum by the limited-memory BFGS method. Source: Liu & Nocedal, "On the
 * limited memory BFGS method for large scale optimization", 1989.
 * @param start where to begin
 * @param precision ends the search once no element of the gradient is larger
 * @param most steps
 */
export function minimise(
  slopeAt: (place: Float64Array) => Slope,
  start: Float64Array,
  precision: number,
  most: number,
): Float64Array {
  const moves: Move[] = [];
  let [place, slope] = [start, slopeAt(start)];
  for (let i = 0; i < most; i++) {
    if (slope.gradient.every((each) => Math.abs(each) <= precision)) break;
    const direction = descent(slope.gradient, moves);
    const next = search(slopeAt, place, slope, direction);
    if (next === undefined) break;
    const step = next.place.map((each, k) => each - (place[k] as number));
    const change = next.slope.gradient.map((each, k) => each - (slope.gradient[k] as number));
    const product = dot(step, change);
    if (product > 0) moves.push({ step, change, scale: 1 / product });
    if (moves.length > MEMORY) moves.shift();
    [place, slope] = [next.place, next.slope];
  }
  return place;
}

/** The direction of Newton's step, with the curvature along earlier steps. */
function descent(gradient: Float64Array, moves: readonly Move[]): Float64Array {
  const direction = gradient.map((each) => -each);
  const shares = new Float64Array(moves.length);
  for (let i = moves.length - 1; i >= 0; i--) {
    const { step, change, scale } = moves[i] as Move;
    shares[i] = scale * dot(step, direction);
    addTo(direction, change, -(shares[i] as number));
  }
  const last = moves.at(-1);
  const size = last
    ? 1 / (last.scale * dot(last.change, last.change))
    : 1 / Math.sqrt(dot(gradient, gradient));
  for (let k = 0; k < direction.length; k++) direction[k] = size * (direction[k] as number);
  for (const [i, { step, change, scale }] of moves.entries()) {
    addTo(direction, step, (shares[i] as number) - scale * dot(change, direction));
  }
  return direction;
}

/** The first of ever shorter steps that gains enough. */
function search(
  slopeAt: (place: Float64Array) => Slope,
  place: Float64Array,
  { value, gradient }: Slope,
  direction: Float64Array,
): { readonly place: Float64Array; readonly slope: Slope } | undefined {
  const promised = dot(gradient, direction);
  for (let halving = 0, length = 1; halving < HALVINGS; halving++, length /= 2) {
    const next = place.map((each, k) => each + length * (direction[k] as number));
    const slope = slopeAt(next);
    if (slope.value <= value + SUFFICIENT * length * promised) return { place: next, slope };
  }
  return undefined;
}

function addTo(to: Float64Array, values: Float64Array, times: number): void {
  for (let k = 0; k < to.length; k++) to[k] = (to[k] as number) + times * (values[k] as number);
}
