import { type Signal, useSignal } from '@preact/signals';
import { Panel } from '../../parts/Panel.tsx';
import { sentencesBetween } from '../../session/texts/ask.ts';
import { isKnown } from '../../session/texts/textForm.ts';
import type { TextSession } from '../../session/texts/textSession.ts';
import { useAnswer } from '../explore/useAnswer.ts';
import { TextInput } from './TextInput.tsx';
import { TextLines } from './TextLines.tsx';

/** Number of sentences on the way, both ends included. */
const STEPS = 7;

/** The way between two sentences through the latent space. */
export function BetweenPanel({ texts }: { readonly texts: TextSession }) {
  const [first = '', second = ''] = texts.texts.value.test;
  const from = useSignal<string | undefined>(undefined);
  const to = useSignal<string | undefined>(undefined);
  const found = useSignal<readonly string[] | undefined>(undefined);
  const ends = () => [from.value ?? first, to.value ?? second] as const;
  useAnswer(texts, found, () => {
    const [model, form] = [texts.model.value, texts.form.value];
    const asked = ends();
    // Asked again as the model learns.
    const learned = texts.monitor.glimpse.value;
    if (!learned || !model || form?.kind !== 'sequence') return undefined;
    if (!asked.every((end) => isKnown(end, form))) return undefined;
    return () => sentencesBetween(model, form, asked, STEPS);
  });
  const [a, b] = ends();
  const sets = (end: Signal<string | undefined>) => (value: string) => {
    end.value = value;
  };
  return (
    <Panel
      class="between"
      title="From one sentence to another"
      about="In a straight line between their codes. Write two sentences of your own, of words like those of the texts."
    >
      <div class="fields">
        <TextInput label="From" value={a} form={texts.form.value} onInput={sets(from)} />
        <TextInput label="To" value={b} form={texts.form.value} onInput={sets(to)} />
      </div>
      <TextLines texts={texts} lines={found.value} label="The sentences between" />
    </Panel>
  );
}
