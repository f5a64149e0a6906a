import { useId, useRef } from 'preact/hooks';
import type { Session } from '../../../session/session.ts';
import type { Explore } from '../explore.ts';
import { nameOfRow } from '../testImages.ts';
import { choosePoint } from './choosePoint.ts';
import { type Direction, nearestPoint, nextPoint, type Shown } from './findPoint.ts';
import { Handle } from './Handle.tsx';
import { Marks } from './Marks.tsx';
import { moveInPlane, type Places } from './plane.ts';
import { Tooltip } from './Tooltip.tsx';
import { toPlace, type Viewport } from './viewport.ts';

interface MapSurfaceProps {
  readonly session: Session;
  readonly explore: Explore;
  readonly view: Viewport;
  readonly places: Places;
  readonly shown: Shown;
}

/** Maximum distance between pointer and point, in CSS pixels, for hovering and for choosing. */
const REACH = { point: 12, choose: 48 };

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/**
 * The layer above the plot: the handle, marks and the tooltip, with pointer and keyboard handling.
 */
export function MapSurface({ session, explore, view, places, shown }: MapSurfaceProps) {
  const help = useId();
  const surface = useRef<HTMLDivElement>(null);
  const { pointed, chooses } = explore;

  const placeAt = (event: MouseEvent) => {
    const box = surface.current?.getBoundingClientRect() ?? { left: 0, top: 0 };
    return toPlace(view, { left: event.clientX - box.left, top: event.clientY - box.top });
  };
  const moveTo = (event: MouseEvent) => {
    const plane = explore.plane.value;
    if (plane) explore.z.value = moveInPlane(plane, explore.z.value, placeAt(event));
  };
  const press = (event: PointerEvent) => {
    // A touch here may be the start of scrolling. Fingers drag the handle itself, or tap.
    if (chooses.value !== 'z' || event.pointerType === 'touch' || event.button !== 0) return;
    surface.current?.setPointerCapture(event.pointerId);
    moveTo(event);
  };
  const hover = (event: PointerEvent) => {
    if (surface.current?.hasPointerCapture(event.pointerId)) {
      pointed.value = undefined;
      moveTo(event);
    } else if (event.pointerType !== 'touch') {
      pointed.value = nearestPoint(places, shown, placeAt(event), REACH.point / view.scale);
    }
  };
  const click = (event: MouseEvent) => {
    const row = nearestPoint(places, shown, placeAt(event), REACH.choose / view.scale);
    // A finger cannot hover, so a tap shows the point.
    if (event instanceof PointerEvent && event.pointerType === 'touch') pointed.value = row;
    if (chooses.value === 'z') moveTo(event);
    else if (row !== undefined) choosePoint(explore, row, chooses.value);
  };
  const key = (event: KeyboardEvent) => {
    const row = pointed.value;
    const direction = DIRECTIONS[event.key];
    if (direction) {
      pointed.value =
        row === undefined
          ? nearestPoint(places, shown, explore.place.value ?? { x: 0, y: 0 })
          : (nextPoint(places, shown, row, direction) ?? row);
    } else if (event.key === 'Enter' && row !== undefined) {
      choosePoint(explore, row, chooses.value);
    } else if (event.key === 'Escape') {
      pointed.value = undefined;
    } else return;
    event.preventDefault();
  };
  const row = pointed.value;
  return (
    <div class="map-over">
      <div
        class="map-surface"
        ref={surface}
        role="application"
        aria-label="Points of the map"
        aria-describedby={help}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys go from point to point
        tabIndex={0}
        onPointerDown={press}
        onPointerMove={hover}
        onPointerLeave={() => {
          pointed.value = undefined;
        }}
        onClick={click}
        onKeyDown={key}
        onBlur={() => {
          pointed.value = undefined;
        }}
      />
      <Marks explore={explore} view={view} places={places} />
      <Handle session={session} explore={explore} view={view} placeAt={placeAt} />
      <Tooltip session={session} explore={explore} view={view} places={places} />
      <p class="visually-hidden" id={help}>
        Arrow keys go from test image to test image. Enter chooses one: it moves z there, or sets A
        or B. Escape closes the tooltip.
      </p>
      <p class="visually-hidden" role="status">
        {row !== undefined && nameOfRow(row, explore.classes.value)}
      </p>
    </div>
  );
}
