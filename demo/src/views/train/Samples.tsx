import { useMemo } from 'preact/hooks';
import { ImageGrid } from '../../parts/ImageGrid.tsx';
import { SHOWN_SAMPLES } from '../../session/glimpse.ts';
import type { Session } from '../../session/session.ts';

/** Samples of the prior during training. */
export function Samples({ session }: { readonly session: Session }) {
  const images = session.images.value;
  const glimpse = session.monitor.glimpse.value;
  const blank = useMemo(
    () => new Float32Array(SHOWN_SAMPLES * (images?.train.columns ?? 1)),
    [images],
  );
  return (
    <ImageGrid
      values={glimpse?.samples ?? blank}
      form={images ?? { width: 1, height: 1, channels: 1 }}
      columns={6}
      label={
        glimpse?.samples ? `${SHOWN_SAMPLES} samples after ${glimpse.step} steps` : 'No samples yet'
      }
    />
  );
}
