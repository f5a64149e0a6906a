import { useState } from 'preact/hooks';
import { Panel } from '../../../parts/Panel.tsx';
import { Segments } from '../../../parts/Segments.tsx';
import type { Session } from '../../../session/session.ts';
import { exploreOf } from '../explore.ts';
import { LevelField } from '../levels/LevelField.tsx';
import { testImage } from '../testImages.ts';
import { useAnswer } from '../useAnswer.ts';
import { EndPicker } from './EndPicker.tsx';
import { Player } from './Player.tsx';
import { Strip } from './Strip.tsx';
import './interpolation.css';

/** Number of interpolated images: enough for smooth motion. The strip shows every sixth of them. */
const FRAMES = 61;
const STRIDE = 6;

/** The interpolation between two test images in latent space. */
export function InterpolationPanel({ session }: { readonly session: Session }) {
  const explore = exploreOf(session);
  const { a, b, method, frames, level } = explore;
  const [frame, setFrame] = useState(0);
  useAnswer(session, frames, () => {
    const [model, images] = [session.model.value, session.images.value];
    const [from, to, way, only] = [a.value, b.value, method.value, level.value];
    session.monitor.glimpse.value;
    if (!model || !images) return undefined;
    return () =>
      model.interpolate(testImage(images, from), testImage(images, to), FRAMES, {
        method: way,
        ...(only !== undefined && { levels: [only] }),
      });
  });
  const images = session.images.value;
  if (!images) return null;
  return (
    <Panel
      class="interpolation"
      title="Interpolation"
      about="From A to B in a straight line between their latents, or along the great circle. In a good latent space every image on the way is a plausible one. Choose A and B here or by clicks on the map."
      actions={
        <>
          <LevelField explore={explore} />
          <Segments
            label="Way"
            value={method.value}
            options={[
              { value: 'linear', text: 'linear' },
              { value: 'spherical', text: 'spherical' },
            ]}
            onChange={(chosen) => {
              method.value = chosen;
            }}
          />
        </>
      }
    >
      <div class="way">
        <EndPicker name="A" row={a} images={images} explore={explore} />
        <Player
          images={images}
          frames={frames.value}
          frame={frame}
          count={FRAMES}
          show={setFrame}
        />
        <EndPicker name="B" row={b} images={images} explore={explore} />
      </div>
      <Strip images={images} frames={frames.value} count={FRAMES} stride={STRIDE} frame={frame} />
    </Panel>
  );
}
