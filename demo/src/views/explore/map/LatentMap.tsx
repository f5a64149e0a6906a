import { useCallback, useMemo, useRef } from 'preact/hooks';
import { wholeNumber } from '../../../parts/format.ts';
import { Panel } from '../../../parts/Panel.tsx';
import { colours } from '../../../parts/palette.ts';
import { hasMean } from '../../../session/codes.ts';
import type { Session } from '../../../session/session.ts';
import { exploreOf } from '../explore.ts';
import { ChoosesField } from './ChoosesField.tsx';
import { Legend } from './Legend.tsx';
import { MapPlot } from './MapPlot.tsx';
import { MapSurface } from './MapSurface.tsx';
import { MAP_MARGINS } from './margins.ts';
import { PlaneFields } from './PlaneFields.tsx';
import { paintPoints } from './paintPoints.ts';
import type { Places } from './plane.ts';
import { useDensePosterior } from './useDensePosterior.ts';
import { useWidth } from './useWidth.ts';
import { viewport, wholeRanges } from './viewport.ts';
import { ZoomButtons } from './ZoomButtons.tsx';
import './map.css';

/** The map is square up to this height in CSS pixels. */
const MOST_HEIGHT = 560;
const NO_PLACES: Places = { x: new Float32Array(), y: new Float32Array() };

/** Test images as points in latent space, with the handle at z. */
export function LatentMap({ session }: { readonly session: Session }) {
  const explore = exploreOf(session);
  useDensePosterior(session, explore);
  const frame = useRef<HTMLDivElement>(null);
  const width = Math.max(120, useWidth(frame) - MAP_MARGINS.left - MAP_MARGINS.right);
  const height = Math.min(MOST_HEIGHT, width);
  const places = explore.places.value ?? NO_PLACES;
  const whole = useMemo(() => wholeRanges(places), [places]);
  const zoom = explore.zoom.value;
  const view = useMemo(() => viewport(width, height, whole, zoom), [width, height, whole, zoom]);
  const palette = colours.value;
  const [classes, hidden] = [explore.classes.value, explore.hidden.value];
  const shown = useCallback(
    (row: number) => !classes || !hidden.has(classes.labels[row] as number),
    [classes, hidden],
  );
  const paint = useCallback(
    (context: CanvasRenderingContext2D) =>
      paintPoints(context, { view, places, shown, classes, hidden, palette }),
    [view, places, shown, classes, hidden, palette],
  );
  return (
    <Panel
      class="map-panel"
      title="Latent map"
      about={`Each point is a test image, placed at ${whereOf(session)} of its posterior: where the encoder puts it. Neighbours look alike to the model. Drag the handle to decode any place, even between the points.`}
      actions={<ZoomButtons explore={explore} view={view} />}
    >
      <div class="map-controls">
        <PlaneFields session={session} explore={explore} />
        <ChoosesField explore={explore} />
      </div>
      <div class="map" ref={frame}>
        <MapPlot
          view={view}
          names={explore.plane.value?.names ?? ['', '']}
          palette={palette}
          paint={paint}
        />
        <MapSurface session={session} explore={explore} view={view} places={places} shown={shown} />
      </div>
      <Legend explore={explore} />
      <p class="hint">
        {wholeNumber(places.x.length)} test images
        {session.phase.value === 'training' && ', more of them when training rests'}.
        {explore.plane.value?.names[0].startsWith('PC') &&
          ' PC 1 and PC 2: principal components, the two directions in which they vary most.'}
      </p>
    </Panel>
  );
}

/** The place of a test image in its posterior, which has no mean if flows bend it. */
function whereOf({ programs }: Session): 'the mean' | 'a sample' {
  return hasMean({ programs: programs.value }) ? 'the mean' : 'a sample';
}
