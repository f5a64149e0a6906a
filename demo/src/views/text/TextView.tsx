import { Panel } from '../../parts/Panel.tsx';
import type { Session } from '../../session/session.ts';
import { textsOf } from '../../session/texts/textSession.ts';
import { LossChart } from '../train/LossChart.tsx';
import { BetweenPanel } from './BetweenPanel.tsx';
import { ReconstructedTexts } from './ReconstructedTexts.tsx';
import { SharesPanel } from './SharesPanel.tsx';
import { TextSamples } from './TextSamples.tsx';
import { TextSettingsPanel } from './TextSettingsPanel.tsx';
import { TextsPanel } from './TextsPanel.tsx';
import { TopicsPanel } from './TopicsPanel.tsx';
import './text.css';

const ABOUT_ELBO =
  'The negative evidence lower bound, −ELBO, in nats a text: what reconstructing it misses, and what its code costs. Smaller is better.';
const ABOUT_WEIGHT =
  'Training counts only a part of what codes cost, so that they say more of their sentences.';

/** A model of texts: sentences, or topics. */
export function TextView({ session }: { readonly session: Session }) {
  const texts = textsOf(session);
  // Before there is a model, the panels of the chosen kind.
  const kind = texts.form.value?.kind ?? texts.settings.value.kind;
  return (
    <div class="mosaic text">
      <TextsPanel texts={texts} />
      <TextSettingsPanel texts={texts} />
      <Panel
        class="loss"
        title="Loss"
        about={kind === 'sequence' ? `${ABOUT_ELBO} ${ABOUT_WEIGHT}` : ABOUT_ELBO}
      >
        <LossChart session={texts} />
      </Panel>
      {kind === 'sequence' ? (
        <>
          <ReconstructedTexts texts={texts} />
          <TextSamples texts={texts} />
          <BetweenPanel texts={texts} />
        </>
      ) : (
        <>
          <TopicsPanel texts={texts} />
          <SharesPanel texts={texts} />
        </>
      )}
    </div>
  );
}
