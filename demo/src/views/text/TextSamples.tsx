import { useSignal } from '@preact/signals';
import { Slider } from '../../parts/fields.tsx';
import { Panel } from '../../parts/Panel.tsx';
import { newSentences } from '../../session/texts/ask.ts';
import type { TextSession } from '../../session/texts/textSession.ts';
import { useAnswer } from '../explore/useAnswer.ts';
import { TextLines } from './TextLines.tsx';

/** Number of sentences that are written. */
const COUNT = 6;

/** New sentences, of the same codes until others are asked for. */
export function TextSamples({ texts }: { readonly texts: TextSession }) {
  const temperature = useSignal(0.5);
  const seed = useSignal(1);
  const found = useSignal<readonly string[] | undefined>(undefined);
  useAnswer(texts, found, () => {
    const [model, form] = [texts.model.value, texts.form.value];
    const writing = { count: COUNT, seed: seed.value, temperature: temperature.value };
    // Asked again as the model learns.
    const learned = texts.monitor.glimpse.value;
    if (!learned || !model || form?.kind !== 'sequence') return undefined;
    return () => newSentences(model, form, writing);
  });
  return (
    <Panel
      class="text-samples"
      title="Samples"
      about="Sentences that no one wrote, from random codes. At temperature 0 each word is the likeliest one."
      actions={
        <button type="button" disabled={!found.value} onClick={() => seed.value++}>
          Others
        </button>
      }
    >
      <Slider
        label="Temperature"
        value={temperature.value}
        min={0}
        max={1.5}
        step={0.05}
        onInput={(value) => {
          temperature.value = value;
        }}
      />
      <TextLines texts={texts} lines={found.value} label="Samples" />
    </Panel>
  );
}
