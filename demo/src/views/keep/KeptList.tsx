import { useEffect, useRef, useState } from 'preact/hooks';
import type { Session } from '../../session/session.ts';
import type { KeptCheckpoints } from './keptCheckpoints.ts';

interface KeptListProps {
  readonly session: Session;
  readonly kept: KeptCheckpoints;
}

/** The checkpoints stored in this browser, to load or to delete. */
export function KeptList({ session, kept }: KeptListProps) {
  const [told, setTold] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    void kept.refresh();
  }, [kept]);
  const names = kept.names.value;
  const load = async (name: string) => {
    const bytes = await kept.read(name);
    if (bytes && (await session.load(bytes))) setTold(`Loaded ${name}.`);
  };
  const remove = async (name: string) => {
    if (!(await kept.remove(name))) return;
    setTold(`Deleted ${name}.`);
    // The button that had the focus no longer exists.
    heading.current?.focus();
  };
  return (
    <div class="kept">
      <h3 ref={heading} tabIndex={-1}>
        Kept in this browser
      </h3>
      {names?.length === 0 && <p class="about">Nothing yet.</p>}
      <ul aria-label="Kept checkpoints">
        {names?.map((name) => (
          <KeptItem
            key={name}
            name={name}
            ready={session.images.value !== undefined}
            onLoad={() => void load(name)}
            onDelete={() => void remove(name)}
          />
        ))}
      </ul>
      <p class="hint" role="status" aria-label="Kept checkpoints">
        {told}
      </p>
    </div>
  );
}

interface KeptItemProps {
  readonly name: string;
  /** True if a model can be loaded. */
  readonly ready: boolean;
  readonly onLoad: () => void;
  readonly onDelete: () => void;
}

function KeptItem({ name, ready, onLoad, onDelete }: KeptItemProps) {
  const [asking, setAsking] = useState(false);
  const answer = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asking) answer.current?.focus();
  }, [asking]);
  if (asking) {
    return (
      <li>
        <span class="name">Delete {name} for good?</span>
        <button type="button" class="danger" onClick={onDelete}>
          Delete
        </button>
        <button type="button" ref={answer} onClick={() => setAsking(false)}>
          Cancel
        </button>
      </li>
    );
  }
  return (
    <li>
      <span class="name">{name}</span>
      <button type="button" aria-label={`Load ${name}`} disabled={!ready} onClick={onLoad}>
        Load
      </button>
      <button
        type="button"
        class="quiet"
        aria-label={`Delete ${name}`}
        onClick={() => setAsking(true)}
      >
        Delete
      </button>
    </li>
  );
}
