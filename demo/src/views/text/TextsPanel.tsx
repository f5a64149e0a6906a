import { readTexts, SAMPLE_NAME, sampleTexts } from '../../data/texts/textSet.ts';
import { FileZone } from '../../parts/FileZone.tsx';
import { wholeNumber } from '../../parts/format.ts';
import { Panel } from '../../parts/Panel.tsx';
import type { TextSession } from '../../session/texts/textSession.ts';

/** Number of texts that are shown. */
const SHOWN = 6;

/** The texts in use, and others from a file. */
export function TextsPanel({ texts }: { readonly texts: TextSession }) {
  const { name, train, test, leftOut } = texts.texts.value;
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
      <FileZone
        title="Choose a .txt file"
        about="or drop it here: a sentence a line. It stays on this machine."
        label="Choose a file of texts"
        accept=".txt,text/plain"
        onFile={(file) => void texts.use(readTexts({ name: file.name, file }))}
      />
    </Panel>
  );
}
