import { signal } from '@preact/signals';

/** The views of the page; each has an address of its own, the part after `#`. */
export const VIEWS = ['train', 'explore', 'data', 'profile', 'keep'] as const;
export type ViewName = (typeof VIEWS)[number];

export const VIEW_TITLES: Readonly<Record<ViewName, string>> = {
  train: 'Train',
  explore: 'Explore',
  data: 'Your data',
  profile: 'Profile',
  keep: 'Keep',
};

/** The view that the address names. */
export const view = signal<ViewName>(named());

addEventListener('hashchange', () => {
  view.value = named();
});

/** Shows a view, as its link does. */
export function show(name: ViewName): void {
  location.hash = name;
}

function named(): ViewName {
  const name = location.hash.slice(1);
  return VIEWS.find((each) => each === name) ?? 'train';
}
