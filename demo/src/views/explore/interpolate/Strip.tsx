import { useMemo } from 'preact/hooks';
import type { ImageSet } from '../../../data/imageSet.ts';
import { ImageGrid } from '../../../parts/ImageGrid.tsx';

interface StripProps {
  readonly images: ImageSet;
  /** `[count, width · height]` */
  readonly frames: Float32Array | undefined;
  readonly count: number;
  /** Of so many frames the strip shows one. */
  readonly stride: number;
  /** The one that is seen large. */
  readonly frame: number;
}

/** The whole way at a glance. */
export function Strip({ images, frames, count, stride, frame }: StripProps) {
  const shown = Math.floor((count - 1) / stride) + 1;
  const values = useMemo(() => {
    const length = images.width * images.height;
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
        size={images}
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
