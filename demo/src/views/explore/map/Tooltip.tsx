import { ImageGrid } from '../../../parts/ImageGrid.tsx';
import type { Session } from '../../../session/session.ts';
import type { Explore } from '../explore.ts';
import { nameOfRow, testImage } from '../testImages.ts';
import { useAnswer } from '../useAnswer.ts';
import type { Places } from './plane.ts';
import { toPixel, type Viewport } from './viewport.ts';

interface TooltipProps {
  readonly session: Session;
  readonly explore: Explore;
  readonly view: Viewport;
  readonly places: Places;
}

/** In CSS pixels; the style sheet repeats it. */
const WIDTH = 220;

/** The image under the pointer and its reconstruction. */
export function Tooltip({ session, explore, view, places }: TooltipProps) {
  const { pointed, pointedReconstruction } = explore;
  useAnswer(session, pointedReconstruction, () => {
    const [model, images, row] = [session.model.value, session.images.value, pointed.value];
    session.monitor.glimpse.value;
    if (!model || !images || row === undefined) return undefined;
    return async () => ({ row, image: await model.reconstruct(testImage(images, row)) });
  });
  const [images, row] = [session.images.value, pointed.value];
  if (!images || row === undefined || row >= places.x.length) return null;
  const { left, top } = toPixel(view, { x: places.x[row] as number, y: places.y[row] as number });
  const inside = Math.max(0, Math.min(view.width - WIDTH, left - WIDTH / 2));
  const edge = top > view.height / 2 ? 'above' : 'below';
  const { row: answered, image } = pointedReconstruction.value ?? {};
  const name = nameOfRow(row, explore.classes.value);
  return (
    <div
      class={`map-tooltip ${edge}`}
      role="tooltip"
      style={{ left: `${inside}px`, top: `${top}px` }}
    >
      <strong>{name.charAt(0).toUpperCase() + name.slice(1)}</strong>
      <div class="pair">
        <ImageGrid values={testImage(images, row)} form={images} columns={1} label="Test image" />
        {image && answered === row ? (
          <ImageGrid values={image} form={images} columns={1} label="Its reconstruction" />
        ) : (
          <span class="blank" />
        )}
        <small>image</small>
        <small>reconstruction</small>
      </div>
    </div>
  );
}
