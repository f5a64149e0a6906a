import { useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { ImageSet } from '../../../data/imageSet.ts';
import { tile } from '../../../parts/pixels.ts';
import { testImage } from '../testImages.ts';
import type { Drawing } from './drawing.ts';
import { addSegment, addStroke, blankInk, type Ink, type Stroke, type StrokePoint } from './ink.ts';
import { inkSize } from './inkSize.ts';
import { toImage } from './toImage.ts';

/** Half the width of a stroke, in pixels of the ink: about the width in MNIST. */
const RADIUS = 11;

interface DrawingCanvasProps {
  readonly drawn: Drawing;
  readonly images: ImageSet;
}

/** The canvas for drawing with mouse, finger or pen. */
export function DrawingCanvas({ drawn, images }: DrawingCanvasProps) {
  const { strokes, sheet, drawing } = drawn;
  const size = inkSize(images);
  const canvas = useRef<HTMLCanvasElement>(null);
  const ink = useRef<Ink>(blankInk(size));
  /** The current stroke; added to `strokes` when it ends. */
  const stroke = useRef<StrokePoint[] | undefined>(undefined);

  const paint = () => {
    const picture = tile(ink.current.values, { ...ink.current, channels: 1 }, 1);
    canvas.current?.getContext('2d')?.putImageData(picture, 0, 0);
  };
  useSignalEffect(() => {
    ink.current = inkOf(sheet.value?.ink, strokes.value, size);
    paint();
    if (strokes.value.length > 0) drawing.value = toImage(ink.current, images);
    // An unchanged test image is used directly: enlarging and reducing it again would blur it.
    else drawing.value = sheet.value && testImage(images, sheet.value.row);
  });

  const pointAt = ({ clientX, clientY }: PointerEvent): StrokePoint => {
    const box = canvas.current?.getBoundingClientRect() ?? { left: 0, top: 0, width: 1 };
    const scale = size.width / box.width;
    return { x: (clientX - box.left) * scale, y: (clientY - box.top) * scale };
  };
  const add = (event: PointerEvent) => {
    const points = stroke.current;
    if (!points) return;
    // Pens report more often than frames are drawn. The coalesced events make curves smooth.
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length > 0 ? events : [event]) {
      const point = pointAt(each);
      addSegment(ink.current, points.at(-1) ?? point, point, RADIUS);
      points.push(point);
    }
    paint();
    drawing.value = toImage(ink.current, images);
  };
  const end = () => {
    const points = stroke.current;
    stroke.current = undefined;
    if (points) strokes.value = [...strokes.value, points];
  };
  return (
    <canvas
      class="drawing"
      ref={canvas}
      width={size.width}
      height={size.height}
      role="img"
      aria-label="Drawing canvas: draw with mouse, finger or pen; without one, use a test image"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        stroke.current = [];
        add(event);
      }}
      onPointerMove={add}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}

/** The sheet with all strokes on it. */
function inkOf(
  sheet: Ink | undefined,
  strokes: readonly Stroke[],
  size: { readonly width: number; readonly height: number },
): Ink {
  const ink = blankInk(size);
  if (sheet) ink.values.set(sheet.values);
  for (const stroke of strokes) addStroke(ink, stroke, RADIUS);
  return ink;
}
