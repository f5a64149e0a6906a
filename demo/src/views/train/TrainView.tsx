import { lazy } from '../../parts/lazy.tsx';
import { Panel } from '../../parts/Panel.tsx';
import type { Session } from '../../session/session.ts';
import { KlChart } from './KlChart.tsx';
import { LossChart } from './LossChart.tsx';
import { Reconstructions } from './Reconstructions.tsx';
import { Samples } from './Samples.tsx';
import { SettingsPanel } from './SettingsPanel.tsx';
import './train.css';

const PredictionsPanel = lazy(async () => {
  const { PredictionsPanel: panel } = await import('./predictions/PredictionsPanel.tsx');
  return panel;
});

const ABOUT_ELBO =
  'The negative evidence lower bound, −ELBO, in nats an image: what reconstructing it misses, and what its code costs. Smaller is better.';
const ABOUT_CLASSIFIER =
  'In nats an image: what the code misses of the label (cross-entropy), and at most how much it tells about the image (KL). At the right, the share of images classified rightly.';

/** Settings, and what is seen of a run while it goes on. */
export function TrainView({ session }: { readonly session: Session }) {
  const can = (program: string) => session.programs.value.includes(program);
  return (
    <div class="mosaic train">
      <Panel class="loss" title="Loss" about={can('classify') ? ABOUT_CLASSIFIER : ABOUT_ELBO}>
        <LossChart session={session} />
      </Panel>
      {can('classify') && <PredictionsPanel session={session} />}
      {can('decode') && <DecodedPanels session={session} />}
      {can('encode') && (
        <Panel
          class="kl"
          title="KL of each latent dimension"
          about="How much each dimension tells about an image, in nats. One near zero tells nothing: it has collapsed."
        >
          <KlChart session={session} />
        </Panel>
      )}
      <SettingsPanel session={session} />
    </div>
  );
}

/** Reconstructions of test images, and samples of the prior. */
function DecodedPanels({ session }: { readonly session: Session }) {
  return (
    <>
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
    </>
  );
}
