import { useMemo } from 'preact/hooks';
import type { ImageSet } from '../../../data/imageSet.ts';
import { ImageGrid } from '../../../parts/ImageGrid.tsx';

interface StripProps {
  readonly images: ImageSet;
  /** `[count, values of an image]` */
  readonly frames: Float32Array | undefined;
  readonly count: number;
  /** The strip shows one of this number of frames. */
  readonly stride: number;
  /** The frame that is shown large. */
  readonly frame: number;
}

/** An overview of the whole interpolation. */
export function Strip({ images, frames, count, stride, frame }: StripProps) {
  const shown = Math.floor((count - 1) / stride) + 1;
  const values = useMemo(() => {
    const length = images.test.columns;
    const strip = new Float32Array(shown * length);
    for (let i = 0; frames && i < shown; i++) {
      strip.set(frames.subarray(i * stride * length, (i * stride + 1) * length), i * length);
    }
    return strip;
  }, [images, frames, shown, stride]);
  return (
    <div class="strip">
      <ImageGrid
        values={values}
        form={images}
        columns={shown}
        label={`${shown} images on the way from A to B`}
      />
      <span
        class="strip-mark"
        style={{ left: `${(100 * (frame / stride + 0.5)) / shown}%` }}
        aria-hidden="true"
      />
    </div>
  );
}
