import { Panel } from '../../parts/Panel.tsx';
import type { TextSession } from '../../session/texts/textSession.ts';
import { NoLines } from './NoLines.tsx';

/** Test sentences, each above what is left of it. */
export function ReconstructedTexts({ texts }: { readonly texts: TextSession }) {
  const pairs = texts.monitor.glimpse.value?.reconstructions;
  return (
    <Panel
      class="reconstructed"
      title="Reconstructions"
      about="Above: test sentences, never trained on. Below: what is left of them after passing through their codes."
    >
      {pairs ? (
        <ul class="lines pairs">
          {pairs.map(({ text, reconstruction }, i) => (
            <li key={i}>
              <span class="about">{text}</span>
              <span>{reconstruction}</span>
            </li>
          ))}
        </ul>
      ) : (
        <NoLines texts={texts} />
      )}
    </Panel>
  );
}
