import { VIEW_TITLES, VIEWS, view } from '../views/views.ts';

/** Links to the views. */
export function Tabs() {
  return (
    <nav class="tabs" aria-label="Views">
      {VIEWS.map((name) => (
        <a
          key={name}
          class="tab"
          href={`#${name}`}
          aria-current={view.value === name ? 'page' : undefined}
        >
          {VIEW_TITLES[name]}
        </a>
      ))}
    </nav>
  );
}
