import { Panel } from '../../parts/Panel.tsx';
import type { Session } from '../../session/session.ts';
import { KlChart } from './KlChart.tsx';
import { LossChart } from './LossChart.tsx';
import { Reconstructions } from './Reconstructions.tsx';
import { Samples } from './Samples.tsx';
import { SettingsPanel } from './SettingsPanel.tsx';
import './train.css';

/** Settings, and observations of a run. */
export function TrainView({ session }: { readonly session: Session }) {
  return (
    <div class="mosaic train">
      <Panel
        class="loss"
        title="Loss"
        about="The negative evidence lower bound, −ELBO, in nats an image: what reconstructing it misses, and what its code costs. Smaller is better."
      >
        <LossChart session={session} />
      </Panel>
      <Panel
        class="reconstructions"
        title="Reconstructions"
        about="Above: test images, never trained on. Below: what is left of them after passing through the latent space."
      >
        <Reconstructions session={session} />
      </Panel>
      <Panel
        class="samples"
        title="Samples"
        about="Images that no one drew: decoded from random points, the same points all along."
      >
        <Samples session={session} />
      </Panel>
      <Panel
        class="kl"
        title="KL of each latent dimension"
        about="How much each dimension tells about an image, in nats. One near zero tells nothing: it has collapsed."
      >
        <KlChart session={session} />
      </Panel>
      <SettingsPanel session={session} />
    </div>
  );
}
