import { figure } from '../../../parts/format.ts';
import { ImageGrid } from '../../../parts/ImageGrid.tsx';
import type { Session } from '../../../session/session.ts';
import type { Explore } from '../explore.ts';
import { moveInPlane, type Place } from './plane.ts';
import { rangesOf, toPixel, type Viewport } from './viewport.ts';

interface HandleProps {
  readonly session: Session;
  readonly explore: Explore;
  readonly view: Viewport;
  /** Position of a pointer on the plane. */
  readonly placeAt: (event: MouseEvent) => Place;
}

/** Size of an arrow key's step in units of latent space, and with Shift. */
const STEP = { plain: 0.1, shift: 0.5 };

const STEPS: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/**
 * The handle at z, moved by dragging or by the arrow keys. It shows the image if the image is out
 * of sight. If z is outside the map, the handle stays at the edge.
 */
export function Handle({ session, explore, view, placeAt }: HandleProps) {
  const place = explore.place.value;
  if (!place) return null;
  const moveTo = (to: Place) => {
    const plane = explore.plane.value;
    if (plane) explore.z.value = moveInPlane(plane, explore.z.value, to);
  };
  const key = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const length = event.shiftKey ? STEP.shift : STEP.plain;
    moveTo({ x: place.x + length * step[0], y: place.y + length * step[1] });
  };
  const [images, decoded] = [session.images.value, explore.decoded.value];
  const { left, top } = toPixel(view, place);
  const seen = { left: within(left, view.width), top: within(top, view.height) };
  const outside = seen.left !== left || seen.top !== top;
  const [least, most] = rangesOf(view).x;
  const [x, y] = [figure(round(place.x)), figure(round(place.y))];
  return (
    <div
      class={outside ? 'handle outside' : 'handle'}
      role="slider"
      tabIndex={0}
      aria-label="z on the map"
      aria-roledescription="2D slider"
      aria-valuemin={round(Math.min(least, place.x))}
      aria-valuemax={round(Math.max(most, place.x))}
      aria-valuenow={round(place.x)}
      aria-valuetext={`${x} across, ${y} upwards`}
      style={{ left: `${seen.left}px`, top: `${seen.top}px` }}
      onPointerDown={(event) => {
        explore.pointed.value = undefined;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) moveTo(placeAt(event));
      }}
      onKeyDown={key}
    >
      {images && decoded && (
        <span class="handle-image" aria-hidden="true">
          <ImageGrid values={decoded} form={images} columns={1} label="The image at z" />
        </span>
      )}
    </div>
  );
}

/** Clamps a value to 0..`most`. */
function within(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}

function round(value: number): number {
  return Math.round(100 * value) / 100;
}
