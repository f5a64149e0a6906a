import { Panel } from '../../parts/Panel.tsx';
import { readingsOf } from '../../session/readings/readingSession.ts';
import type { Session } from '../../session/session.ts';
import { LossChart } from '../train/LossChart.tsx';
import { RankedPanel } from './RankedPanel.tsx';
import { ReadingSettingsPanel } from './ReadingSettingsPanel.tsx';
import { ScoresPanel } from './ScoresPanel.tsx';
import './readings.css';

/** Unusual rows of a table: ranked, with a limit for false alarms. */
export function ReadingsView({ session }: { readonly session: Session }) {
  const readings = readingsOf(session);
  return (
    <div class="mosaic readings">
      <ScoresPanel readings={readings} />
      <RankedPanel readings={readings} />
      <Panel
        class="loss"
        title="Loss"
        about="The negative evidence lower bound, −ELBO, in nats a row: the mean of the scores."
      >
        <LossChart session={readings} />
      </Panel>
      <ReadingSettingsPanel readings={readings} />
    </div>
  );
}
