import { lazy } from '../parts/lazy.tsx';
import type { Session } from '../session/session.ts';
import { ImageTransport } from '../shell/ImageTransport.tsx';
import { ExploreView } from './explore/ExploreView.tsx';
import { TrainView } from './train/TrainView.tsx';
import { view } from './views.ts';

const COMPONENTS = {
  train: TrainView,
  explore: ExploreView,
  text: lazy(async () => (await import('./text/index.ts')).TextView),
  data: lazy(async () => (await import('./data/YourDataView.tsx')).YourDataView),
  profile: lazy(async () => (await import('./profile/ProfileView.tsx')).ProfileView),
  keep: lazy(async () => (await import('./keep/KeepView.tsx')).KeepView),
};

/** The run of texts comes with their view. */
const TextTransport = lazy(async () => (await import('./text/index.ts')).TextTransport);

/** The run that the view is about. */
export function CurrentTransport({ session }: { readonly session: Session }) {
  return view.value === 'text' ? (
    <TextTransport session={session} />
  ) : (
    <ImageTransport session={session} />
  );
}

/** The view named in the page's address. */
export function CurrentView({ session }: { readonly session: Session }) {
  const View = COMPONENTS[view.value];
  return (
    <div class="view">
      <View session={session} />
    </div>
  );
}
