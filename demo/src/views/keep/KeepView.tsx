import { useState } from 'preact/hooks';
import type { Session } from '../../session/session.ts';
import { ImagesPanel } from './ImagesPanel.tsx';
import { KeptCheckpoints } from './keptCheckpoints.ts';
import { LoadPanel } from './LoadPanel.tsx';
import { SavePanel } from './SavePanel.tsx';
import './keep.css';

/** What can be taken along: the model, its decoder, its images; and how a model comes back. */
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
