import type { ImageSet } from '../../data/imageSet.ts';
import { Panel } from '../../parts/Panel.tsx';
import type { Session } from '../../session/session.ts';
import { show } from '../views.ts';
import { DropPanel } from './DropPanel.tsx';
import { SetPanel } from './SetPanel.tsx';
import './data.css';

/** The user's own images: dropped, inspected, and then used for training. */
export function YourDataView({ session }: { readonly session: Session }) {
  const { imageSets } = session;
  const [found, used] = [imageSets.found.value, imageSets.used.value];
  const loading = imageSets.loading.value?.what === 'mnist';
  const use = (images: ImageSet) => {
    imageSets.use(images);
    show('train');
  };
  return (
    <div class="your-data">
      <DropPanel imageSets={imageSets} />
      {found && (
        <SetPanel
          title="What was found"
          images={found}
          actions={
            <>
              <button type="button" onClick={() => imageSets.discard()}>
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
              <button type="button" disabled={loading} onClick={() => void imageSets.useMnist()}>
                {loading ? 'Loading MNIST…' : 'Back to MNIST'}
              </button>
            )
          }
        />
      ) : (
        <Panel title="In use">
          <p class="about">None yet{loading && ': the digits are on their way'}.</p>
        </Panel>
      )}
    </div>
  );
}
