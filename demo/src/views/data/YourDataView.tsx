import { useState } from 'preact/hooks';
import type { ImageSet } from '../../data/imageSet.ts';
import { Panel } from '../../parts/Panel.tsx';
import type { Session } from '../../session/session.ts';
import { show } from '../views.ts';
import { DropPanel } from './DropPanel.tsx';
import { SetPanel } from './SetPanel.tsx';
import './data.css';

/** Images of the user's own: dropped, looked at, and then trained on. */
export function YourDataView({ session }: { readonly session: Session }) {
  const [found, setFound] = useState<ImageSet>();
  const used = session.images.value;
  const use = (images: ImageSet) => {
    session.useImages(images);
    setFound(undefined);
    show('train');
  };
  return (
    <div class="your-data">
      <DropPanel session={session} onFound={setFound} />
      {found && (
        <SetPanel
          title="What was found"
          images={found}
          actions={
            <>
              <button type="button" onClick={() => setFound(undefined)}>
                Discard
              </button>
              <button type="button" class="primary" onClick={() => use(found)}>
                Use these images
              </button>
            </>
          }
        />
      )}
      {used ? (
        <SetPanel
          title="In use"
          images={used}
          actions={
            used.name !== 'MNIST' && (
              <button type="button" onClick={() => void session.loadMnist()}>
                Back to MNIST
              </button>
            )
          }
        />
      ) : (
        <Panel title="In use">
          <p class="about">The digits are on their way.</p>
        </Panel>
      )}
    </div>
  );
}
