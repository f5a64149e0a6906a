import { colours } from '../../../parts/palette.ts';
import type { Explore } from '../explore.ts';
import { colourOf } from './paintPoints.ts';

/** The classes with their colours; each can be switched off. */
export function Legend({ explore }: { readonly explore: Explore }) {
  const { classes, hidden } = explore;
  const names = classes.value?.names;
  if (!names) return null;
  const palette = colours.value;
  const toggle = (label: number) => {
    const next = new Set(hidden.value);
    if (!next.delete(label)) next.add(label);
    hidden.value = next;
  };
  const all = hidden.value.size === 0;
  return (
    <fieldset class="legend">
      <legend class="visually-hidden">Classes on the map</legend>
      {names.map((name, label) => (
        <button
          key={name}
          type="button"
          class="chip"
          aria-label={`Class ${name}`}
          aria-pressed={!hidden.value.has(label)}
          onClick={() => toggle(label)}
        >
          <i style={{ background: colourOf(palette, label) }} />
          {name}
        </button>
      ))}
      <button
        type="button"
        class="quiet"
        onClick={() => {
          hidden.value = new Set(all ? names.keys() : []);
        }}
      >
        {all ? 'Hide all' : 'Show all'}
      </button>
    </fieldset>
  );
}
