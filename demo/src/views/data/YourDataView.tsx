import type { ReadNumbers } from '../../data/imageSet.ts';
import { figure } from '../../parts/format.ts';
import { Panel } from '../../parts/Panel.tsx';
import type { Session } from '../../session/session.ts';
import { DropPanel } from './DropPanel.tsx';
import { FoundPanel } from './FoundPanel.tsx';
import { SetPanel } from './SetPanel.tsx';
import './data.css';

/** The user's own images: dropped, inspected, and then used for training. */
export function YourDataView({ session }: { readonly session: Session }) {
  const { imageSets } = session;
  const [found, used] = [imageSets.found.value, imageSets.used.value];
  const loading = imageSets.loading.value?.what === 'mnist';
  return (
    <div class="your-data">
      <DropPanel imageSets={imageSets} />
      {/* Keyed by its files: a choice of the user's ends with other files. */}
      {found && <FoundPanel key={found.files} session={session} found={found} />}
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
        >
          {used.numbers && <p class="about as-read">{asRead(used.numbers)}</p>}
        </SetPanel>
      ) : (
        <Panel title="In use">
          <p class="about">None yet{loading && ': the digits are on their way'}.</p>
        </Panel>
      )}
    </div>
  );
}

function asRead({ shape, range }: ReadNumbers): string {
  const { width, height } = shape;
  const [black, white] = [figure(range.black), figure(range.white)];
  return `Read from numbers: ${width} × ${height}, with black at ${black} and white at ${white}.`;
}
