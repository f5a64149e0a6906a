import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { ImageGrid } from '../../parts/ImageGrid.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { samplesOf } from '../../session/gan/ganGlimpse.ts';
import type { GanSession } from '../../session/gan/ganSession.ts';
import { useAnswer } from '../explore/useAnswer.ts';

/** Number of codes, and of images in a row. */
const COUNT = 24;
const COLUMNS = 6;

type Samples = Awaited<ReturnType<typeof samplesOf>>;

/** Samples of both models from the same random codes, which stay until the user asks for others. */
export function SamplesOfBoth({ pair }: { readonly pair: GanSession }) {
  const seed = useSignal(1);
  const found = useSignal<Samples | undefined>(undefined);
  useAnswer(pair, found, () => {
    const [models, asked] = [pair.model.value, seed.value];
    // Asked again as the models learn.
    const learned = pair.monitor.glimpse.value;
    return models && learned && (() => samplesOf(models, COUNT, asked));
  });
  const images = pair.images.value;
  const blank = useMemo(() => new Float32Array(COUNT * (images?.train.columns ?? 1)), [images]);
  const form = images ?? { width: 1, height: 1, channels: 1 };
  const steps = pair.monitor.glimpse.value?.steps;
  const sides = [
    { name: 'VAE', values: found.value?.vae, steps: steps?.vae },
    { name: 'VAE-GAN', values: found.value?.gan, steps: steps?.gan },
  ];
  return (
    <Panel
      class="both"
      title="Samples of the same codes"
      about="Both decode the same random codes z, place by place. They need not agree on what a code means: each learned its own."
      actions={
        <button type="button" disabled={!found.value} onClick={() => seed.value++}>
          Others
        </button>
      }
    >
      <div class="sides">
        {sides.map(({ name, values, steps: taken }) => (
          <figure key={name}>
            <figcaption>{name}</figcaption>
            <ImageGrid
              values={values ?? blank}
              form={form}
              columns={COLUMNS}
              label={
                values
                  ? `${COUNT} samples of the ${name} after ${taken} steps`
                  : `No samples of the ${name} yet`
              }
            />
          </figure>
        ))}
      </div>
    </Panel>
  );
}
