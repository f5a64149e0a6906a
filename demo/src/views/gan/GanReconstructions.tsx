import { useMemo } from 'preact/hooks';
import { subset } from 'webgpu-vae/worker';
import { ImageGrid } from '../../parts/ImageGrid.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { SHOWN_IMAGES } from '../../session/gan/ganGlimpse.ts';
import type { GanSession } from '../../session/gan/ganSession.ts';

/** Test images, and below them what either model makes of them. */
export function GanReconstructions({ pair }: { readonly pair: GanSession }) {
  const images = pair.images.value;
  const made = pair.monitor.glimpse.value?.reconstructions;
  const originals = useMemo(() => images && subset(images.test, SHOWN_IMAGES).data, [images]);
  const blank = useMemo(() => new Float32Array(originals?.length ?? 0), [originals]);
  return (
    <Panel
      class="reconstructed"
      title="Reconstructions"
      about="Test images, never trained on, and what is left of them after passing through the code of either model."
    >
      {images && originals ? (
        [
          { name: 'Test images', values: originals },
          { name: 'VAE', values: made?.vae },
          { name: 'VAE-GAN', values: made?.gan },
        ].map(({ name, values }) => (
          <figure key={name}>
            <figcaption class="hint">{name}</figcaption>
            <ImageGrid
              values={values ?? blank}
              form={images}
              columns={SHOWN_IMAGES}
              label={values === originals ? name : `Reconstructions of the ${name}`}
            />
          </figure>
        ))
      ) : (
        <p class="about">The images are on their way.</p>
      )}
    </Panel>
  );
}
