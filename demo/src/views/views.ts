import { signal } from '@preact/signals';

/** The views of the page. The fragment of the address, after `#`, names the view. */
export const VIEWS = [
  'train',
  'explore',
  'gan',
  'words',
  'text',
  'ratings',
  'cells',
  'readings',
  'data',
  'profile',
  'keep',
] as const;
export type ViewName = (typeof VIEWS)[number];

export const VIEW_TITLES: Readonly<Record<ViewName, string>> = {
  train: 'Train',
  explore: 'Explore',
  gan: 'VAE-GAN',
  words: 'Words',
  text: 'Text',
  ratings: 'Ratings',
  cells: 'Cells',
  readings: 'Anomalies',
  data: 'Your data',
  profile: 'Profile',
  keep: 'Keep',
};

/** The view named in the address. */
export const view = signal<ViewName>(named());

addEventListener('hashchange', () => {
  view.value = named();
});

/** Shows a view by changing the address. */
export function show(name: ViewName): void {
  location.hash = name;
}

function named(): ViewName {
  const name = location.hash.slice(1);
  return VIEWS.find((each) => each === name) ?? 'train';
}
