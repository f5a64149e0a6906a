import type { Place, Places } from './plane.ts';

/** What part of a plane is seen in a box of CSS pixels; one unit is as long on both axes. */
export interface Viewport {
  readonly centre: Place;
  /** CSS pixels of one unit of latent space. */
  readonly scale: number;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** A place in a box, in CSS pixels from its top left. */
interface Pixel {
  readonly left: number;
  readonly top: number;
}

/** What the user did to the view. */
export interface Zoom {
  /** 1 shows everything, 2 half of it on each axis. */
  readonly factor: number;
  /** Undefined for the middle of what there is to see. */
  readonly centre?: Place;
}

export const WHOLE_MAP: Zoom = { factor: 1 };
const MOST_ZOOM = 16;

/** Ends of both axes. */
export type Ranges = Readonly<Record<'x' | 'y', readonly [min: number, max: number]>>;

/** The prior's bulk is always seen, so that training does not begin with a view that jumps. */
const LEAST_REACH = 2.5;
/** Few points lie far out: the view leaves this share of them outside on each side. */
const OUTSIDE = 0.002;

/** What there is to see: the prior's bulk and nearly all points, in steps of a half. */
export function wholeRanges({ x, y }: Places): Ranges {
  return { x: rangeOf(x), y: rangeOf(y) };
}

function rangeOf(values: Float32Array): readonly [number, number] {
  const sorted = values.toSorted();
  const skipped = Math.floor(OUTSIDE * sorted.length);
  const low = Math.min(-LEAST_REACH, sorted.at(skipped) ?? 0);
  const high = Math.max(LEAST_REACH, sorted.at(-1 - skipped) ?? 0);
  return [Math.floor(2 * low) / 2, Math.ceil(2 * high) / 2];
}

/** A view that shows both ranges, and more of one of them, in a box of CSS pixels. */
export function viewport(width: number, height: number, { x, y }: Ranges, zoom: Zoom): Viewport {
  const scale = zoom.factor * Math.min(width / (x[1] - x[0]), height / (y[1] - y[0]));
  const middle = { x: (x[0] + x[1]) / 2, y: (y[0] + y[1]) / 2 };
  return { centre: zoom.centre ?? middle, scale, width, height };
}

/** Zooms by `times`, about a place that stays where it is seen. */
export function zoomAbout(zoom: Zoom, { centre }: Viewport, times: number, place: Place): Zoom {
  const factor = Math.min(MOST_ZOOM, zoom.factor * times);
  if (factor <= 1) return WHOLE_MAP;
  const share = zoom.factor / factor;
  return {
    factor,
    centre: {
      x: place.x + share * (centre.x - place.x),
      y: place.y + share * (centre.y - place.y),
    },
  };
}

export function toPixel({ centre, scale, width, height }: Viewport, { x, y }: Place): Pixel {
  return { left: width / 2 + scale * (x - centre.x), top: height / 2 - scale * (y - centre.y) };
}

export function toPlace({ centre, scale, width, height }: Viewport, { left, top }: Pixel): Place {
  return { x: centre.x + (left - width / 2) / scale, y: centre.y - (top - height / 2) / scale };
}

/** What is seen. */
export function rangesOf(view: Viewport): Record<'x' | 'y', [min: number, max: number]> {
  const low = toPlace(view, { left: 0, top: view.height });
  const high = toPlace(view, { left: view.width, top: 0 });
  return { x: [low.x, high.x], y: [low.y, high.y] };
}
