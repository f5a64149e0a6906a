import { useSignal } from '@preact/signals';
import { useId, useMemo } from 'preact/hooks';
import { ImageGrid } from '../../parts/ImageGrid.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { imagesOfWords } from '../../session/words/translate.ts';
import { readWords } from '../../session/words/wordSet.ts';
import { useAnswer } from '../explore/useAnswer.ts';
import type { WordPanelProps } from './wordParts.ts';

/** Images of each word. */
const COUNT = 8;

/** Images of words that the user types. */
export function WritePanel({ session, set }: WordPanelProps) {
  const id = useId();
  const text = useSignal<string | undefined>(undefined);
  const seed = useSignal(1);
  const found = useSignal<{ labels: readonly number[]; images: Float32Array } | undefined>(
    undefined,
  );
  // Before anything is typed, two words of the set.
  const typed = () => text.value ?? set.words.slice(-2).join(', ');
  const given = typed();
  const { labels, unknown } = readWords(given, set);
  useAnswer(session, found, () => {
    const model = session.model.value;
    const asked = readWords(typed(), set).labels;
    const options = { count: COUNT, seed: seed.value };
    // Asked again as the model learns.
    const learned = session.monitor.glimpse.value;
    if (!model || !learned || asked.length === 0) return undefined;
    return async () => ({
      labels: asked,
      images: await imagesOfWords(model, asked, set, options),
    });
  });
  return (
    <Panel
      class="write"
      title="From words to images"
      about="Random images of each word that you type, a row a word."
      actions={
        <button type="button" disabled={!found.value} onClick={() => seed.value++}>
          Others
        </button>
      }
    >
      <div class="field">
        <label for={id}>Words</label>
        <input
          id={id}
          autocomplete="off"
          value={given}
          aria-invalid={unknown.length > 0 || labels.length === 0}
          aria-describedby={`${id}-hint`}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
        <p class="hint" id={`${id}-hint`}>
          {unknown.length > 0 && `The model does not know ${unknown.join(', ')}. `}
          It knows {set.words.join(', ')}.
        </p>
      </div>
      {found.value ? (
        <WrittenImages {...found.value} set={set} />
      ) : (
        !session.model.value && <p class="about">None until training begins.</p>
      )}
    </Panel>
  );
}

interface WrittenImagesProps extends Pick<WordPanelProps, 'set'> {
  readonly labels: readonly number[];
  /** `[labels · COUNT, values of an image]` */
  readonly images: Float32Array;
}

function WrittenImages({ labels, images, set }: WrittenImagesProps) {
  const row = COUNT * set.images.train.columns;
  const rows = useMemo(
    () => labels.map((_, i) => images.subarray(i * row, (i + 1) * row)),
    [labels, images, row],
  );
  return (
    <>
      {rows.map((values, i) => (
        <figure key={i}>
          <figcaption class="hint">{set.words[labels[i] ?? 0]}</figcaption>
          <ImageGrid
            values={values}
            form={set.images}
            columns={COUNT}
            label={`${COUNT} images of ${set.words[labels[i] ?? 0]}`}
          />
        </figure>
      ))}
    </>
  );
}
