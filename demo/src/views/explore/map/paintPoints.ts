import type { Palette } from '../../../parts/palette.ts';
import { type Classes, classCentres } from './classes.ts';
import type { Shown } from './findPoint.ts';
import type { Places } from './plane.ts';
import { toPixel, type Viewport } from './viewport.ts';

/** Input of the painter. */
interface Painting {
  readonly view: Viewport;
  readonly places: Places;
  readonly shown: Shown;
  readonly classes: Classes | undefined;
  readonly hidden: ReadonlySet<number>;
  readonly palette: Palette;
}

/** Rows painted before switching to the next class, so that no class covers all others. */
const TURN = 256;
/** Up to this number, points are painted larger. */
const FEW = 1000;
/** With more classes, their names would cover the points. */
const MOST_NAMES = 12;

/**
 * Paints the points, and the name of each class among its points.
 * @param context with the plot's top left at 0, 0 and one unit per CSS pixel
 */
export function paintPoints(context: CanvasRenderingContext2D, painting: Painting): void {
  const { places, classes, palette } = painting;
  const rows = places.x.length;
  context.globalAlpha = rows > FEW ? 0.7 : 0.85;
  for (let start = 0; start < rows; start += TURN) {
    const end = Math.min(rows, start + TURN);
    const count = classes?.names.length ?? 1;
    for (let label = 0; label < count; label++) {
      context.fillStyle = colourOf(palette, classes && label);
      context.fill(dots(painting, start, end, label));
    }
  }
  context.globalAlpha = 1;
  if (classes && classes.names.length <= MOST_NAMES) paintNames(context, painting, classes);
}

/** The colour of a class; without classes the accent colour of the page. */
export function colourOf({ classes, accent }: Palette, label: number | undefined): string {
  return (label === undefined ? undefined : classes[label % classes.length]) ?? accent;
}

function dots(painting: Painting, start: number, end: number, label: number): Path2D {
  const { view, places, classes, shown } = painting;
  const radius = places.x.length > FEW ? 2.1 : 3.2;
  const path = new Path2D();
  for (let row = start; row < end; row++) {
    if ((classes && classes.labels[row] !== label) || !shown(row)) continue;
    const place = { x: places.x[row] as number, y: places.y[row] as number };
    const { left, top } = toPixel(view, place);
    path.moveTo(left + radius, top);
    path.arc(left, top, radius, 0, 2 * Math.PI);
  }
  return path;
}

function paintNames(context: CanvasRenderingContext2D, painting: Painting, classes: Classes): void {
  const { view, places, hidden, palette } = painting;
  context.font = '700 17px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 5;
  for (const [label, centre] of classCentres(places, classes).entries()) {
    if (!centre || hidden.has(label)) continue;
    const { left, top } = toPixel(view, centre);
    const name = classes.names[label] ?? '';
    context.strokeStyle = palette.surface;
    context.strokeText(name, left, top);
    context.fillStyle = palette.text;
    context.fillText(name, left, top);
  }
}
