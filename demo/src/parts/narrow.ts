import { signal } from '@preact/signals';

const query = matchMedia('(max-width: 720px)');

/** True if the page is as narrow as a phone; for behaviour that style sheets cannot express. */
export const narrow = signal(query.matches);

query.addEventListener('change', () => {
  narrow.value = query.matches;
});
