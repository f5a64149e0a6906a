import { useState } from 'preact/hooks';
import type { RemoteVAE } from 'webgpu-vae/worker';
import type { ImageSet } from '../../data/imageSet.ts';
import { download } from '../../parts/download.ts';
import { ImageGrid } from '../../parts/ImageGrid.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { tile } from '../../parts/pixels.ts';
import { namedModel } from '../../session/modelName.ts';
import { latentSize } from '../../session/modelWidths.ts';
import { problem } from '../../session/problem.ts';
import type { Session } from '../../session/session.ts';
import { enlargedPng } from './enlarge.ts';
import { PictureFields } from './PictureFields.tsx';
import {
  DEFAULT_PICTURE,
  largestFactor,
  type PictureChoices,
  pictureFileName,
  pictureGrid,
  pictureSize,
} from './picture.ts';
import { usePicture } from './usePicture.ts';

/** Decoded images as a PNG: samples of the prior, or the manifold. */
export function ImagesPanel({ session }: { readonly session: Session }) {
  const model = session.model.value;
  const images = session.images.value;
  return (
    <Panel
      class="images"
      title="Images"
      about="Pictures of what the model has learned, pixel by pixel, to take along."
    >
      {!model || !images ? (
        <p class="about">There is no model yet: train one, or load one.</p>
      ) : model.programs.includes('decode') ? (
        <Chooser session={session} model={model} images={images} />
      ) : (
        <p class="about">This model has no decoder, which pictures are made by.</p>
      )}
    </Panel>
  );
}

interface ChooserProps {
  readonly session: Session;
  readonly model: RemoteVAE;
  readonly images: ImageSet;
}

function Chooser({ session, model, images }: ChooserProps) {
  const [choices, setChoices] = useState(DEFAULT_PICTURE);
  const [told, setTold] = useState('');
  const shown = usePicture(session, model, choices);
  const { width, height } = pictureSize(choices, images);
  const change = (changes: Partial<PictureChoices>) => {
    setChoices({ ...choices, ...changes });
    setTold('');
  };
  const save = async () => {
    const named = namedModel(session);
    if (!shown || !named) return;
    const { values, choices: of } = shown;
    try {
      const picture = tile(values, images, pictureGrid(of).width);
      const factor = Math.min(choices.factor, largestFactor(of, images));
      const name = pictureFileName(named, of);
      download(name, await enlargedPng(picture, factor), 'image/png');
      setTold(name);
    } catch (error) {
      session.notices.tell(problem(error, 'save'));
    }
  };
  return (
    <div class="picture">
      <div class="picture-choices">
        <PictureFields choices={choices} latent={latentSize(model)} onChange={change} />
        <div class="buttons">
          <button type="button" class="primary" disabled={!shown} onClick={() => void save()}>
            Download PNG
          </button>
        </div>
        <p class="hint" role="status" aria-label="Picture">
          {told || `${width} × ${height} pixels`}
        </p>
      </div>
      <div class="picture-preview">
        {shown && (
          <ImageGrid
            values={shown.values}
            form={images}
            columns={pictureGrid(shown.choices).width}
            label={
              shown.choices.kind === 'manifold'
                ? `Manifold of latent dimensions ${shown.choices.across} and ${shown.choices.down}`
                : `${shown.choices.count} samples, seed ${shown.choices.seed}`
            }
          />
        )}
      </div>
    </div>
  );
}
