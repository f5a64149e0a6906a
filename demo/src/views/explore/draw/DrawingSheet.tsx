import type { ImageSet } from '../../../data/imageSet.ts';
import { DrawingCanvas } from './DrawingCanvas.tsx';
import type { Drawing } from './drawing.ts';
import './draw.css';

interface DrawingProps {
  readonly drawn: Drawing;
  readonly images: ImageSet;
}

/** The canvas, which says that it is one until something is drawn. */
export function DrawingSheet({ drawn, images }: DrawingProps) {
  return (
    <div class="draw-sheet">
      <DrawingCanvas drawn={drawn} images={images} />
      {!drawn.drawing.value && <p aria-hidden="true">Draw here</p>}
    </div>
  );
}
