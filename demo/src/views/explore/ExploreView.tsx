import type { RemoteVAE } from 'webgpu-vae/worker';
import { Panel } from '../../parts/Panel.tsx';
import type { Session } from '../../session/session.ts';
import { show } from '../views.ts';
import { DrawPanel } from './draw/DrawPanel.tsx';
import { InterpolationPanel } from './interpolate/InterpolationPanel.tsx';
import { TemperaturePanel } from './levels/TemperaturePanel.tsx';
import { ManifoldPanel } from './manifold/ManifoldPanel.tsx';
import { LatentMap } from './map/LatentMap.tsx';
import { PointPanel } from './point/PointPanel.tsx';
import './explore.css';

/** Shows the latent space of the model. */
export function ExploreView({ session }: { readonly session: Session }) {
  const model = session.model.value;
  if (!model) return <NoModel session={session} />;
  if (!model.programs.includes('decode')) return <NoDecoder programs={model.programs} />;
  return (
    <div class="mosaic explore">
      <LatentMap session={session} />
      <PointPanel session={session} />
      <DrawPanel session={session} />
      <ManifoldPanel session={session} />
      <TemperaturePanel session={session} />
      <InterpolationPanel session={session} />
    </div>
  );
}

function NoDecoder({ programs }: Pick<RemoteVAE, 'programs'>) {
  return (
    <Panel
      class="no-model"
      title="This model has no decoder"
      about={`To explore a latent space is to decode its points to images. This model can ${programs.join(' and ')} images, but not decode. Choose a model with a decoder under Train.`}
    >
      <button type="button" class="primary" onClick={() => show('train')}>
        To the settings
      </button>
    </Panel>
  );
}

function NoModel({ session }: { readonly session: Session }) {
  const starting = session.phase.value === 'starting';
  return (
    <Panel
      class="no-model"
      title="There is no model yet"
      about="A latent space is learned. Begin to train, and watch here how the images find their places."
    >
      <button
        type="button"
        class="primary"
        disabled={starting || !session.images.value}
        onClick={() => void session.train()}
      >
        {starting ? 'Compiling…' : 'Train a model'}
      </button>
    </Panel>
  );
}
