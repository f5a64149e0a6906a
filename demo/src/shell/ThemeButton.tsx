import { signal } from '@preact/signals';
import { colours, refresh } from '../parts/palette.ts';

/** `undefined` follows the system. */
const theme = signal<'light' | 'dark' | undefined>(undefined);

/** Switches between light and dark. Before the first click the page follows the system. */
export function ThemeButton() {
  // `colours` changes when the system changes its scheme; the query below is not reactive.
  void colours.value;
  const dark = theme.value
    ? theme.value === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  const next = dark ? 'light' : 'dark';
  const change = () => {
    theme.value = next;
    document.documentElement.dataset.theme = next;
    refresh();
  };
  return (
    <button type="button" class="quiet" aria-label={`Use the ${next} theme`} onClick={change}>
      {dark ? '☀' : '☾'}
    </button>
  );
}
