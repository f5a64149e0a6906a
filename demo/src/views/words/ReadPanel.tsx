import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { percent } from '../../parts/figures.ts';
import { wholeNumber } from '../../parts/format.ts';
import { Panel } from '../../parts/Panel.tsx';
import { ShareList } from '../../parts/ShareList.tsx';
import { wordsOfImage } from '../../session/words/translate.ts';
import { DrawingButtons } from '../explore/draw/DrawingButtons.tsx';
import { DrawingSheet } from '../explore/draw/DrawingSheet.tsx';
import type { Drawing } from '../explore/draw/drawing.ts';
import { useAnswer } from '../explore/useAnswer.ts';
import type { WordPanelProps } from './wordParts.ts';

/** An image that the user draws, and its word. */
export function ReadPanel({ session, set: { images, words } }: WordPanelProps) {
  const strokes: Drawing['strokes'] = useSignal([]);
  const sheet: Drawing['sheet'] = useSignal(undefined);
  const drawing: Drawing['drawing'] = useSignal(undefined);
  const drawn = useMemo(() => ({ strokes, sheet, drawing }), [strokes, sheet, drawing]);
  const shares = useSignal<Float32Array | undefined>(undefined);
  useAnswer(session, shares, () => {
    const [model, image] = [session.model.value, drawing.value];
    // Asked again as the model learns.
    const learned = session.monitor.glimpse.value;
    return model && image && learned && (() => wordsOfImage(model, image));
  });
  const glimpse = session.monitor.glimpse.value;
  const found = shares.value;
  const best = found && words[found.indexOf(Math.max(...found))];
  return (
    <Panel
      class="read"
      title="From an image to its word"
      about={
        glimpse
          ? `Of ${wholeNumber(glimpse.read)} test images, ${percent(glimpse.right)} get their word.`
          : 'The model reads a drawing of yours once it has begun to learn.'
      }
    >
      {/* White ink on black is no drawing of a coloured picture. */}
      {images.channels === 1 && <DrawingSheet drawn={drawn} images={images} />}
      <DrawingButtons drawn={drawn} images={images} />
      <p class="said" role="status">
        {best && <strong>{best}</strong>}
      </p>
      {found && (
        <ShareList
          label="Probabilities of the words"
          items={words.map((name, i) => ({ name, share: found[i] ?? 0 }))}
        />
      )}
    </Panel>
  );
}
