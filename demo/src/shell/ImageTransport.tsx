import { wholeNumber } from '../parts/format.ts';
import type { Session } from '../session/session.ts';
import { Transport, type TransportProps } from './Transport.tsx';

interface ImageTransportProps {
  readonly session: Session;
  /** The run of another model of the page's images; by default that of the page's own. */
  readonly run?: TransportProps['session'];
  /** False if this model cannot learn from them. */
  readonly ready?: boolean;
}

/** The run of a model of images. */
export function ImageTransport({ session, run = session, ready = true }: ImageTransportProps) {
  return (
    <Transport
      session={run}
      ready={ready && session.images.value !== undefined}
      noun="Images"
      waiting={<Waiting session={session} />}
    />
  );
}

/** Shown before there is a model: the images, or the reason why there are none. */
function Waiting({ session }: { readonly session: Session }) {
  const images = session.images.value;
  const loading = session.imageSets.loading.value;
  if (images) {
    const text = `${wholeNumber(images.train.rows)} images of ${images.name} are ready.`;
    return <p class="about">{text}</p>;
  }
  if (loading) {
    return <p class="about">Loading the digits… {Math.round(100 * loading.share)} %</p>;
  }
  return (
    <button type="button" onClick={() => void session.imageSets.useMnist()}>
      Load the digits again
    </button>
  );
}
