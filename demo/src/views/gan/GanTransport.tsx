import { pairOf } from '../../session/gan/ganSession.ts';
import type { Session } from '../../session/session.ts';
import { ImageTransport } from '../../shell/ImageTransport.tsx';

/** The run of the VAE and the VAE-GAN, in turn. */
export function GanTransport({ session }: { readonly session: Session }) {
  return <ImageTransport session={session} run={pairOf(session)} />;
}
