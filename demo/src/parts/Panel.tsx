import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface PanelProps {
  readonly title: string;
  /** One line under the title: what is seen here, or what to do. */
  readonly about?: ComponentChildren;
  /** Buttons and choices at the title's right. */
  readonly actions?: ComponentChildren;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A titled part of a view. */
export function Panel({ title, about, actions, class: name = '', children }: PanelProps) {
  const id = useId();
  return (
    <section class={`panel ${name}`} aria-labelledby={id}>
      <header class="panel-head">
        <h2 id={id}>{title}</h2>
        {actions && <div class="panel-actions">{actions}</div>}
        {about && <p class="about">{about}</p>}
      </header>
      {children}
    </section>
  );
}
