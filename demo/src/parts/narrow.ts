import { signal } from '@preact/signals';

const query = matchMedia('(max-width: 720px)');

/** Whether the page is as narrow as a phone: for what a style sheet cannot say. */
export const narrow = signal(query.matches);

query.addEventListener('change', () => {
  narrow.value = query.matches;
});
