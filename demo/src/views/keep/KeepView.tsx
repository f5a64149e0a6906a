import { useState } from 'preact/hooks';
import type { Session } from '../../session/session.ts';
import { ImagesPanel } from './ImagesPanel.tsx';
import { KeptCheckpoints } from './keptCheckpoints.ts';
import { LoadPanel } from './LoadPanel.tsx';
import { SavePanel } from './SavePanel.tsx';
import './keep.css';

/** Saves the model, its decoder and its images, and loads models. */
export function KeepView({ session }: { readonly session: Session }) {
  const [kept] = useState(() => new KeptCheckpoints(session.notices));
  return (
    <div class="mosaic keep">
      <SavePanel session={session} kept={kept} />
      <LoadPanel session={session} />
      <ImagesPanel session={session} />
    </div>
  );
}
