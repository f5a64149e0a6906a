import { Panel } from '../../parts/Panel.tsx';
import type { TextSession } from '../../session/texts/textSession.ts';
import { NoLines } from './NoLines.tsx';

/** The likeliest words of each topic. */
export function TopicsPanel({ texts }: { readonly texts: TextSession }) {
  const topics = texts.monitor.glimpse.value?.topics;
  return (
    <Panel
      class="topics"
      title="Topics"
      about="The likeliest words of each topic, which no one named: a topic is words that are found together."
    >
      {topics ? (
        <ol class="lines">
          {topics.map((words, topic) => (
            <li key={topic}>{words.join(', ')}</li>
          ))}
        </ol>
      ) : (
        <NoLines texts={texts} />
      )}
    </Panel>
  );
}
