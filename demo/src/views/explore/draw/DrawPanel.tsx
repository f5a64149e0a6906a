import { ImageGrid } from '../../../parts/ImageGrid.tsx';
import { Panel } from '../../../parts/Panel.tsx';
import { codesOf } from '../../../session/codes.ts';
import type { Session } from '../../../session/session.ts';
import { exploreOf } from '../explore.ts';
import { nameOfRow, randomRow, testImage } from '../testImages.ts';
import { useAnswer } from '../useAnswer.ts';
import { DrawingCanvas } from './DrawingCanvas.tsx';
import { inkOfImage } from './ink.ts';
import { inkSize } from './inkSize.ts';
import './draw.css';

/** The user's drawing, its form as model input, and its reconstruction; for images in grey. */
export function DrawPanel({ session }: { readonly session: Session }) {
  const explore = exploreOf(session);
  const { strokes, sheet, drawing, encodedDrawing } = explore;
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
  const take = () => {
    const row = randomRow(images.test.rows);
    const image = testImage(images, row);
    strokes.value = [];
    sheet.value = { row, ink: inkOfImage(image, images, inkSize(images)) };
    drawing.value = image;
  };
  const clear = () => {
    strokes.value = [];
    sheet.value = undefined;
    drawing.value = undefined;
  };
  const encoded = encodedDrawing.value;
  return (
    <Panel
      class="draw"
      title="Draw one"
      about="Your drawing, scaled and centred as the training images were, on its way through the model. ✎ is its place on the map."
    >
      <div class="draw-row">
        <div class="draw-sheet">
          <DrawingCanvas explore={explore} images={images} />
          {!drawing.value && <p aria-hidden="true">Draw here</p>}
        </div>
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
      <div class="draw-foot">
        <div class="buttons">
          <button
            type="button"
            disabled={strokes.value.length === 0}
            onClick={() => {
              strokes.value = strokes.value.slice(0, -1);
            }}
          >
            Undo
          </button>
          <button type="button" disabled={!drawing.value} onClick={clear}>
            Clear
          </button>
          <button type="button" onClick={take}>
            Use a test image
          </button>
          <button
            type="button"
            disabled={!encoded}
            onClick={() => {
              if (encoded) explore.z.value = encoded.mu;
            }}
          >
            Take the drawing’s z
          </button>
        </div>
        <p class="hint" role="status">
          {sheet.value &&
            `${strokes.value.length > 0 ? 'Drawn upon' : 'This is'} ${nameOfRow(sheet.value.row, explore.classes.value)}.`}
        </p>
      </div>
    </Panel>
  );
}
