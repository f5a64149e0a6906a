import { signal } from '@preact/signals';
import { colours, refresh } from '../parts/palette.ts';

/** `undefined` follows the system. */
const theme = signal<'light' | 'dark' | undefined>(undefined);

/** Switches between light and dark; until then the page follows the system. */
export function ThemeButton() {
  // New whenever the system changes its scheme, which the query below does not tell.
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
