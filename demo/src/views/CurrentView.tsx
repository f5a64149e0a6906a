import { lazy } from '../parts/lazy.tsx';
import type { Session } from '../session/session.ts';
import { ImageTransport } from '../shell/ImageTransport.tsx';
import { ExploreView } from './explore/ExploreView.tsx';
import { TrainView } from './train/TrainView.tsx';
import { type ViewName, view } from './views.ts';

const COMPONENTS = {
  train: TrainView,
  explore: ExploreView,
  gan: lazy(async () => (await import('./gan/index.ts')).GanView),
  words: lazy(async () => (await import('./words/index.ts')).WordsView),
  text: lazy(async () => (await import('./text/index.ts')).TextView),
  ratings: lazy(async () => (await import('./ratings/index.ts')).RatingsView),
  cells: lazy(async () => (await import('./cells/index.ts')).CellsView),
  readings: lazy(async () => (await import('./readings/index.ts')).ReadingsView),
  data: lazy(async () => (await import('./data/YourDataView.tsx')).YourDataView),
  profile: lazy(async () => (await import('./profile/ProfileView.tsx')).ProfileView),
  keep: lazy(async () => (await import('./keep/KeepView.tsx')).KeepView),
};

/** The runs of models beside that of images come with their views. */
const TRANSPORTS: Readonly<Partial<Record<ViewName, ReturnType<typeof lazy>>>> = {
  gan: lazy(async () => (await import('./gan/index.ts')).GanTransport),
  words: lazy(async () => (await import('./words/index.ts')).WordsTransport),
  text: lazy(async () => (await import('./text/index.ts')).TextTransport),
  ratings: lazy(async () => (await import('./ratings/index.ts')).RatingsTransport),
  cells: lazy(async () => (await import('./cells/index.ts')).CellsTransport),
  readings: lazy(async () => (await import('./readings/index.ts')).ReadingsTransport),
};

/** The run that the view is about. */
export function CurrentTransport({ session }: { readonly session: Session }) {
  const CurrentRun = TRANSPORTS[view.value] ?? ImageTransport;
  return <CurrentRun session={session} />;
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
