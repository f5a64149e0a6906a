import { signal } from '@preact/signals';

/** Colours of the page for drawing on a canvas, which CSS cannot style. */
export interface Palette {
  readonly text: string;
  readonly faint: string;
  readonly line: string;
  readonly accent: string;
  readonly warm: string;
  readonly cool: string;
  readonly surface: string;
  /** One per class; with more classes they repeat. */
  readonly classes: readonly string[];
}

const CLASSES = 10;

/** Read from the style sheet, which defines them; updated when the theme changes. */
export const colours = signal<Palette>(read());

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', refresh);

/** Call after a theme change that the system did not cause. */
export function refresh(): void {
  colours.value = read();
}

function read(): Palette {
  // A custom property keeps `light-dark(…)` as text, but a computed colour is resolved.
  const probe = document.createElement('i');
  probe.hidden = true;
  document.documentElement.append(probe);
  const of = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const palette = {
    text: of('text'),
    faint: of('text-faint'),
    line: of('line'),
    accent: of('accent'),
    warm: of('warm'),
    cool: of('cool'),
    surface: of('surface'),
    classes: Array.from({ length: CLASSES }, (_, i) => of(`class-${i}`)),
  };
  probe.remove();
  return palette;
}
