import { ImageGrid } from '../../../parts/ImageGrid.tsx';
import { Panel } from '../../../parts/Panel.tsx';
import { codesOf } from '../../../session/codes.ts';
import type { Session } from '../../../session/session.ts';
import { exploreOf } from '../explore.ts';
import { useAnswer } from '../useAnswer.ts';
import { DrawingButtons } from './DrawingButtons.tsx';
import { DrawingSheet } from './DrawingSheet.tsx';

/** The user's drawing, its form as model input, and its reconstruction; for images in grey. */
export function DrawPanel({ session }: { readonly session: Session }) {
  const explore = exploreOf(session);
  const { drawing, encodedDrawing } = explore;
  useAnswer(session, encodedDrawing, () => {
    const [model, image] = [session.model.value, drawing.value];
    session.monitor.glimpse.value;
    if (!model || !image) return undefined;
    return async () => {
      const { mu } = await codesOf(model, image);
      return { mu, reconstruction: await model.decode(mu) };
    };
  });
  const images = session.images.value;
  // White ink on black is no drawing of a coloured picture.
  if (images?.channels !== 1) return null;
  const encoded = encodedDrawing.value;
  return (
    <Panel
      class="draw"
      title="Draw one"
      about="Your drawing, scaled and centred as the training images were, on its way through the model. ✎ is its place on the map."
    >
      <div class="draw-row">
        <DrawingSheet drawn={explore} images={images} />
        <figure class="draw-small">
          {drawing.value ? (
            <ImageGrid
              values={drawing.value}
              form={images}
              columns={1}
              label="The drawing as the model sees it"
            />
          ) : (
            <span class="blank" />
          )}
          <figcaption class="hint">
            What the model sees: {images.width} × {images.height} pixels
          </figcaption>
        </figure>
        <figure class="draw-small">
          {encoded ? (
            <ImageGrid
              values={encoded.reconstruction}
              form={images}
              columns={1}
              label="The drawing's reconstruction"
            />
          ) : (
            <span class="blank" />
          )}
          <figcaption class="hint">Its reconstruction</figcaption>
        </figure>
      </div>
      <DrawingButtons drawn={explore} images={images}>
        <button
          type="button"
          disabled={!encoded}
          onClick={() => {
            if (encoded) explore.z.value = encoded.mu;
          }}
        >
          Take the drawing’s z
        </button>
      </DrawingButtons>
    </Panel>
  );
}
