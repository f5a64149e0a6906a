import type { Explore } from '../explore.ts';
import { type Place, type Places, placeOf } from './plane.ts';
import { toPixel, type Viewport } from './viewport.ts';

interface MarksProps {
  readonly explore: Explore;
  readonly view: Viewport;
  readonly places: Places;
}

/** Marks of the interpolation's ends, the drawing and the image under the pointer. */
export function Marks({ explore, view, places }: MarksProps) {
  const plane = explore.plane.value;
  const drawn = explore.encodedDrawing.value?.mu;
  const ofRow = (row: number | undefined): Place | undefined =>
    row === undefined || row >= places.x.length
      ? undefined
      : { x: places.x[row] as number, y: places.y[row] as number };
  const marks = [
    { name: 'pointed', text: '', place: ofRow(explore.pointed.value) },
    { name: 'end', text: 'A', place: ofRow(explore.a.value) },
    { name: 'end', text: 'B', place: ofRow(explore.b.value) },
    {
      name: 'drawn',
      text: '✎',
      place: plane && drawn?.length === plane.origin.length ? placeOf(plane, drawn) : undefined,
    },
  ];
  return (
    <div class="marks" aria-hidden="true">
      {marks.map(({ name, text, place }) => {
        if (!place) return null;
        const { left, top } = toPixel(view, place);
        return (
          <span
            key={name + text}
            class={`mark ${name}`}
            style={{ left: `${left}px`, top: `${top}px` }}
          >
            {text}
          </span>
        );
      })}
    </div>
  );
}
