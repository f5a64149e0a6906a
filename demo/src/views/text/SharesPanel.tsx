import { useSignal } from '@preact/signals';
import { Panel } from '../../parts/Panel.tsx';
import { ShareList } from '../../parts/ShareList.tsx';
import { topicShares } from '../../session/texts/ask.ts';
import { isKnown } from '../../session/texts/textForm.ts';
import type { TextSession } from '../../session/texts/textSession.ts';
import { useAnswer } from '../explore/useAnswer.ts';
import { NoLines } from './NoLines.tsx';
import { TextInput } from './TextInput.tsx';

/** Words by which a topic is called. */
const NAMED_BY = 3;

/** The topics of a text that the user types. */
export function SharesPanel({ texts }: { readonly texts: TextSession }) {
  const [first = ''] = texts.texts.value.test;
  const typed = useSignal<string | undefined>(undefined);
  const shares = useSignal<Float32Array | undefined>(undefined);
  const text = typed.value ?? first;
  useAnswer(texts, shares, () => {
    const [model, form] = [texts.model.value, texts.form.value];
    const asked = typed.value ?? first;
    // Asked again as the model learns.
    const learned = texts.monitor.glimpse.value;
    if (!learned || !model || form?.kind !== 'topics') return undefined;
    if (!isKnown(asked, form)) return undefined;
    return () => topicShares(model, form, asked);
  });
  const topics = texts.monitor.glimpse.value?.topics;
  return (
    <Panel
      class="shares"
      title="Topics of a text"
      about="The share of each topic in a text of your own. Words that the texts do not have count for nothing."
    >
      <TextInput
        label="Text"
        value={text}
        form={texts.form.value}
        onInput={(value) => {
          typed.value = value;
        }}
      />
      {shares.value && topics ? (
        <ShareList
          label="Shares of the topics"
          items={Array.from(shares.value, (share, topic) => {
            return { name: topics[topic]?.slice(0, NAMED_BY).join(', ') ?? '', share };
          })}
        />
      ) : (
        <NoLines texts={texts} />
      )}
    </Panel>
  );
}
