import { useState } from 'preact/hooks';
import { ImageGrid } from '../../../parts/ImageGrid.tsx';
import { Panel } from '../../../parts/Panel.tsx';
import { hasMean } from '../../../session/codes.ts';
import { latentSize } from '../../../session/modelWidths.ts';
import type { Session } from '../../../session/session.ts';
import { exploreOf } from '../explore.ts';
import { LevelField } from '../levels/LevelField.tsx';
import { levelName, withLevel } from '../levels/levels.ts';
import { meanOf } from '../map/choosePoint.ts';
import { nameOfRow, randomRow } from '../testImages.ts';
import { useAnswer } from '../useAnswer.ts';
import { LatentSliders } from './LatentSliders.tsx';
import { randomLatent } from './latents.ts';
import './point.css';

/** The latent z: its decoded image, ways to choose it, and a slider per dimension. */
export function PointPanel({ session }: { readonly session: Session }) {
  const explore = exploreOf(session);
  const { z, decoded } = explore;
  const [told, setTold] = useState<{ readonly of: Float32Array; readonly text: string }>();
  useAnswer(session, decoded, () => {
    const [model, latent] = [session.model.value, z.value];
    // A new glimpse means that the model has changed.
    session.monitor.glimpse.value;
    if (!model || latent.length !== latentSize(model)) return undefined;
    return () => model.decode(latent);
  });
  const set = (next: Float32Array, text: string) => {
    const place = explore.level.value;
    const changed = withLevel(z.value, next, explore.changing.value);
    z.value = changed;
    setTold({ of: changed, text: place === undefined ? text : `${levelName(place)}: ${text}` });
  };
  // A posterior that flows bend has no mean.
  const bent = !hasMean({ programs: session.programs.value });
  const takeMean = () => {
    const row = randomRow(explore.posterior.value?.rows ?? 0);
    const mean = meanOf(explore, row);
    if (mean)
      set(mean, `${bent ? 'A sample' : 'The mean'} of ${nameOfRow(row, explore.classes.value)}.`);
  };
  const images = session.images.value;
  return (
    <Panel
      class="point"
      title="The image at z"
      about="What the decoder makes of one latent z. The prior expects each dimension within about ±2."
      actions={<LevelField explore={explore} />}
    >
      <div class="point-image">
        {images && decoded.value ? (
          <ImageGrid values={decoded.value} form={images} columns={1} label="The image at z" />
        ) : (
          <span class="blank" />
        )}
      </div>
      <div class="buttons">
        <button
          type="button"
          onClick={() =>
            set(
              z.value.map(() => 0),
              'The origin.',
            )
          }
        >
          Origin
        </button>
        <button
          type="button"
          onClick={() => set(randomLatent(z.value.length), 'A sample of the prior.')}
        >
          Random point
        </button>
        <button
          type="button"
          aria-label={`Take a test image’s ${bent ? 'sample' : 'mean'}`}
          disabled={!explore.posterior.value}
          onClick={takeMean}
        >
          Test image
        </button>
      </div>
      <p class="hint told" role="status">
        {told?.of === z.value && told.text}
      </p>
      <LatentSliders session={session} explore={explore} />
    </Panel>
  );
}
