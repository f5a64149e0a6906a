import type { Place, Places } from './plane.ts';

/** The part of a plane shown in a box of CSS pixels; both axes have the same scale. */
export interface Viewport {
  readonly centre: Place;
  /** CSS pixels per unit of latent space. */
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

/** Zoom and pan of the view by the user. */
export interface Zoom {
  /** 1 shows everything, 2 half of it on each axis. */
  readonly factor: number;
  /** Undefined for the centre of all data. */
  readonly centre?: Place;
}

export const WHOLE_MAP: Zoom = { factor: 1 };
const MOST_ZOOM = 16;

/** Ends of both axes. */
export type Ranges = Readonly<Record<'x' | 'y', readonly [min: number, max: number]>>;

/**
 * The main part of the prior is always visible, so that the view does not jump at the start of
 * training.
 */
const LEAST_REACH = 2.5;
/** Share of far outliers that the view omits on each side. */
const OUTSIDE = 0.002;

/**
 * Ranges of all data: the main part of the prior and nearly all points, rounded to steps of a half.
 */
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

/** A view of a box in CSS pixels that contains both ranges; it shows more than one of them. */
export function viewport(width: number, height: number, { x, y }: Ranges, zoom: Zoom): Viewport {
  const scale = zoom.factor * Math.min(width / (x[1] - x[0]), height / (y[1] - y[0]));
  const middle = { x: (x[0] + x[1]) / 2, y: (y[0] + y[1]) / 2 };
  return { centre: zoom.centre ?? middle, scale, width, height };
}

/** Zooms by the factor `times` about a position that stays fixed on the screen. */
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

/** The visible ranges. */
export function rangesOf(view: Viewport): Record<'x' | 'y', [min: number, max: number]> {
  const low = toPlace(view, { left: 0, top: view.height });
  const high = toPlace(view, { left: view.width, top: 0 });
  return { x: [low.x, high.x], y: [low.y, high.y] };
}
