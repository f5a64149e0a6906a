import { useLayoutEffect, useRef } from 'preact/hooks';
import { type ImageForm, type PixelValues, tile } from './pixels.ts';

interface ImageGridProps {
  /** `[count, height · width · channels]` */
  readonly values: PixelValues;
  readonly form: ImageForm;
  readonly columns: number;
  /** Pixels between images. */
  readonly gap?: number;
  /** Label for screen readers. */
  readonly label: string;
}

/** Images side by side, on one canvas. */
export function ImageGrid({ values, form, columns, gap = 1, label }: ImageGridProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const picture = tile(values, form, columns, gap);
    const element = canvas.current;
    if (!element) return;
    // Setting the size clears a canvas and causes a layout, so it is only set when it changes.
    if (element.width !== picture.width) element.width = picture.width;
    if (element.height !== picture.height) element.height = picture.height;
    element.getContext('2d')?.putImageData(picture, 0, 0);
  }, [values, form, columns, gap]);
  return <canvas class="image-grid" ref={canvas} role="img" aria-label={label} />;
}
