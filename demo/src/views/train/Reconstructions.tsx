import { useMemo } from 'preact/hooks';
import { subset } from 'webgpu-vae/worker';
import type { ImageSet } from '../../data/imageSet.ts';
import { ImageGrid } from '../../parts/ImageGrid.tsx';
import type { PixelValues } from '../../parts/pixels.ts';
import { SHOWN_IMAGES } from '../../session/glimpse.ts';
import type { Session } from '../../session/session.ts';

/** Images per row. */
const COLUMNS = 6;

/** Test images, each with its reconstruction below. */
export function Reconstructions({ session }: { readonly session: Session }) {
  const images = session.images.value;
  const reconstructions = session.monitor.glimpse.value?.reconstructions;
  const originals = useMemo(() => images && subset(images.test, SHOWN_IMAGES).data, [images]);
  const blank = useMemo(() => new Float32Array(originals?.length ?? 0), [originals]);
  if (!images || !originals) return <p class="about">The images are on their way.</p>;
  const length = COLUMNS * images.test.columns;
  return (
    <div class="pairs">
      {Array.from({ length: Math.ceil(originals.length / length) }, (_, row) => {
        const place = { from: row * length, to: (row + 1) * length, form: images };
        return (
          <div key={row}>
            <Row {...place} values={originals} label="Test images" />
            <Row
              {...place}
              values={reconstructions ?? blank}
              label={reconstructions ? 'Their reconstructions' : 'No reconstructions yet'}
            />
          </div>
        );
      })}
    </div>
  );
}

interface RowProps {
  readonly values: PixelValues;
  readonly from: number;
  readonly to: number;
  readonly form: ImageSet;
  readonly label: string;
}

function Row({ values, from, to, form, label }: RowProps) {
  // Memoised, since an image grid redraws when it gets another object.
  const row = useMemo(() => values.subarray(from, to), [values, from, to]);
  return <ImageGrid values={row} form={form} columns={COLUMNS} label={label} />;
}
