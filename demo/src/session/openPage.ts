import { effect } from '@preact/signals';
import { DataLoader } from '../data/client.ts';
import { followVisibility } from './hiddenTab.ts';
import { computer } from './modelOptions.ts';
import { Notices } from './notices.ts';
import { Session } from './session.ts';
import { defaultSettings } from './settings.ts';
import { addressQuery, readSettings } from './settingsLink.ts';
import { findSupport, type Support } from './support.ts';

/** The page after opening. */
export interface OpenPage {
  readonly support: Support;
  readonly notices: Notices;
  /** Missing if there is no adapter. */
  readonly session?: Session;
}

/** Finds the adapter, reads the link, and starts loading the digits. */
export async function openPage(): Promise<OpenPage> {
  const notices = new Notices();
  const { settings: linked, problems } = readSettings(location.search);
  const wished = await findSupport(
    computer({ backend: 'auto', adapter: 'high-performance', ...linked }),
  );
  const asked = linked.adapter ?? linked.backend;
  const unmet = wished.kind !== 'adapter' && asked !== undefined;
  const support = unmet ? await findSupport({}) : wished;
  if (support.kind !== 'adapter') return { support, notices };

  const defaults = defaultSettings(support.adapter.software);
  const loader = new DataLoader();
  const session = new Session({ ...defaults, ...linked }, support.adapter, notices, loader);
  if (problems.length > 0) {
    const title = 'Parts of this link were not understood; the usual settings hold instead.';
    notices.tell({ subject: 'link', kind: 'warning', title, text: problems.join(' ') });
  }
  if (unmet) {
    session.change({ backend: 'auto', adapter: 'high-performance' });
    const title = 'There is no adapter of the kind that this link asks for.';
    notices.tell({ subject: 'adapter', kind: 'info', title, text: 'Another is used.' });
  }
  if (support.adapter.software) {
    notices.tell({
      subject: 'software',
      kind: 'warning',
      title: 'This page computes on the CPU: there is no GPU for it.',
      text: 'Training is many times slower than on a GPU, so smaller settings are chosen.',
    });
  }
  followVisibility(session, session.settings);
  effect(() => {
    const query = addressQuery(session.settings.value, defaults);
    history.replaceState(null, '', `${location.pathname}${query}${location.hash}`);
  });
  void session.imageSets.useMnist();
  return { support, notices, session };
}
