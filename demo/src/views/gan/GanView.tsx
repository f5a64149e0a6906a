import { Panel } from '../../parts/Panel.tsx';
import { pairOf } from '../../session/gan/ganSession.ts';
import { NO_CURVES } from '../../session/gan/pair.ts';
import type { Session } from '../../session/session.ts';
import { DenseSettingsPanel } from '../beside/DenseSettingsPanel.tsx';
import { LossChart } from '../train/LossChart.tsx';
import { GanReconstructions } from './GanReconstructions.tsx';
import { SamplesOfBoth } from './SamplesOfBoth.tsx';
import { VerdictsPanel } from './VerdictsPanel.tsx';
import './gan.css';

/** A VAE and a VAE-GAN of the same images, side by side. */
export function GanView({ session }: { readonly session: Session }) {
  const pair = pairOf(session);
  const [vae, game] = pair.model.value?.curves ?? [NO_CURVES, NO_CURVES];
  return (
    <div class="mosaic gan">
      <SamplesOfBoth pair={pair} />
      <GanReconstructions pair={pair} />
      <VerdictsPanel pair={pair} />
      <Panel
        class="loss"
        title="Loss of the VAE"
        about="The negative evidence lower bound, −ELBO, in nats an image: the VAE compares images pixel by pixel."
      >
        <LossChart session={vae} only={vae.figures} />
      </Panel>
      <Panel
        class="game"
        title="The game of the VAE-GAN"
        about="The discriminator’s losses of data and of samples, and the decoder’s, whose samples should pass for data. At 0.69 each is a guess."
      >
        <LossChart session={game} only={game.figures} />
      </Panel>
      <DenseSettingsPanel
        session={pair}
        about="One encoder and one decoder, twice. The VAE-GAN has a discriminator besides, which compares images by its features and judges samples. They train in turn, an epoch each."
      />
    </div>
  );
}
