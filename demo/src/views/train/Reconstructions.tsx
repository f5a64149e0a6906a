import { useMemo } from 'preact/hooks';
import { subset } from 'webgpu-vae/worker';
import { ImageGrid } from '../../parts/ImageGrid.tsx';
import { SHOWN_IMAGES } from '../../session/glimpse.ts';
import type { Session } from '../../session/session.ts';

/** Images in a row. */
const COLUMNS = 6;

/** Test images, each with its reconstruction below. */
export function Reconstructions({ session }: { readonly session: Session }) {
  const images = session.images.value;
  const reconstructions = session.monitor.glimpse.value?.reconstructions;
  const rows = useMemo(() => images && split(subset(images.test, SHOWN_IMAGES).data), [images]);
  if (!images || !rows) return <p class="about">The images are on their way.</p>;
  const length = COLUMNS * images.width * images.height;
  return (
    <div class="pairs">
      {rows.map((row, i) => (
        <div key={row.byteOffset}>
          <ImageGrid values={row} size={images} columns={COLUMNS} label="Test images" />
          <ImageGrid
            values={
              reconstructions?.subarray(i * length, (i + 1) * length) ??
              new Float32Array(row.length)
            }
            size={images}
            columns={COLUMNS}
            label={reconstructions ? 'Their reconstructions' : 'No reconstructions yet'}
          />
        </div>
      ))}
    </div>
  );

  function split(values: Uint8Array | Float32Array) {
    const step = COLUMNS * (images?.width ?? 1) * (images?.height ?? 1);
    return Array.from({ length: Math.ceil(values.length / step) }, (_, i) =>
      values.subarray(i * step, (i + 1) * step),
    );
  }
}
