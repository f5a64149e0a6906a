import { readTexts, SAMPLE_NAME, sampleTexts } from '../../data/texts/textSet.ts';
import { wholeNumber } from '../../parts/format.ts';
import { Panel } from '../../parts/Panel.tsx';
import { useDropTarget } from '../../parts/useDropTarget.ts';
import type { TextSession } from '../../session/texts/textSession.ts';

/** Number of texts that are shown. */
const SHOWN = 6;

/** The texts in use, and others from a file. */
export function TextsPanel({ texts }: { readonly texts: TextSession }) {
  const { name, train, test, leftOut } = texts.texts.value;
  const read = (file: File | undefined) => {
    if (file) void texts.use(readTexts({ name: file.name, file }));
  };
  const target = useDropTarget((transfer) => read(transfer.files[0]));
  const left = leftOut > 0 ? `; ${wholeNumber(leftOut)} more were left out at random` : '';
  return (
    <Panel
      class="texts"
      title={`Texts: ${name}`}
      about={`${wholeNumber(train.length)} texts to train on and ${wholeNumber(test.length)} held out${left}.`}
      actions={
        name !== SAMPLE_NAME && (
          <button type="button" onClick={() => void texts.use(sampleTexts())}>
            Back to the sample
          </button>
        )
      }
    >
      <ul class="lines">
        {train.slice(0, SHOWN).map((text, i) => (
          <li key={i}>{text}</li>
        ))}
      </ul>
      <label class="drop-zone" {...target}>
        <strong>Choose a .txt file</strong>
        <span class="about">or drop it here: a sentence a line. It stays on this machine.</span>
        <input
          type="file"
          class="visually-hidden"
          aria-label="Choose a file of texts"
          accept=".txt,text/plain"
          onChange={(event) => {
            const { currentTarget: input } = event;
            read(input.files?.[0]);
            // Reset, so that choosing the same file again, once repaired, fires a change event.
            input.value = '';
          }}
        />
      </label>
    </Panel>
  );
}
