import { percent } from './figures.ts';
import './shareList.css';

interface ShareListProps {
  /** Label for screen readers. */
  readonly label: string;
  readonly items: readonly { readonly name: string; readonly share: number }[];
  /** The share that fills a bar; 1 by default. */
  readonly full?: number;
}

/** Names with their shares, as numbers and as bars. */
export function ShareList({ label, items, full = 1 }: ShareListProps) {
  return (
    <ol class="share-list" aria-label={label}>
      {items.map(({ name, share }, i) => (
        <li key={i} style={{ '--share': share / full }}>
          <span>{name}</span>
          <span class="number">{percent(share)}</span>
        </li>
      ))}
    </ol>
  );
}
