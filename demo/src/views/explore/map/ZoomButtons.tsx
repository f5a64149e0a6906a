import type { Explore } from '../explore.ts';
import { type Viewport, WHOLE_MAP, zoomAbout } from './viewport.ts';

const STEP = 1.5;

interface ZoomButtonsProps {
  readonly explore: Explore;
  readonly view: Viewport;
}

/** Zooms the map about the handle. */
export function ZoomButtons({ explore, view }: ZoomButtonsProps) {
  const { zoom, place } = explore;
  const by = (times: number) => {
    zoom.value = zoomAbout(zoom.value, view, times, place.value ?? view.centre);
  };
  const whole = zoom.value.factor === 1;
  return (
    <>
      <button type="button" aria-label="Zoom in" onClick={() => by(STEP)}>
        +
      </button>
      <button type="button" aria-label="Zoom out" disabled={whole} onClick={() => by(1 / STEP)}>
        −
      </button>
      <button
        type="button"
        disabled={whole}
        onClick={() => {
          zoom.value = WHOLE_MAP;
        }}
      >
        Whole map
      </button>
    </>
  );
}
