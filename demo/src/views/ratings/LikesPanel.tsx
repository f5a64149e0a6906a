import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { wholeNumber } from '../../parts/format.ts';
import { Panel } from '../../parts/Panel.tsx';
import type { RatingSession } from '../../session/ratings/ratingSession.ts';

/** Items that are listed at a time. */
const LISTED = 48;

/** The items, to choose those that one likes. */
export function LikesPanel({ ratings }: { readonly ratings: RatingSession }) {
  const id = useId();
  const search = useSignal('');
  const { items, test } = ratings.used.value;
  const liked = ratings.liked.value;
  const wanted = search.value.trim().toLowerCase();
  const found = items.flatMap((name, column) =>
    name.toLowerCase().includes(wanted) ? [column] : [],
  );
  const listed = found.slice(0, LISTED);
  const more = found.length - listed.length;
  const choose = (column: number, on: boolean) => {
    const others = ratings.liked.value.filter((each) => each !== column);
    ratings.liked.value = on ? [...others, column] : others;
  };
  const clear = () => {
    ratings.liked.value = [];
  };
  const borrow = () => {
    ratings.liked.value = test[Math.floor(Math.random() * test.length)] ?? [];
  };
  return (
    <Panel
      class="likes"
      title="What do you like?"
      about={
        liked.length > 0
          ? `You like ${liked.map((column) => items[column]).join(', ')}.`
          : 'Choose some of these, those of most users first.'
      }
      actions={
        <>
          <button type="button" disabled={liked.length === 0} onClick={clear}>
            Clear
          </button>
          <button type="button" onClick={borrow}>
            As another user
          </button>
        </>
      }
    >
      <div class="field">
        <label for={id}>Search</label>
        <input
          id={id}
          autocomplete="off"
          value={search.value}
          onInput={(event) => {
            search.value = event.currentTarget.value;
          }}
        />
      </div>
      <fieldset class="choices">
        <legend class="visually-hidden">Items that you like</legend>
        {listed.map((column) => (
          <label key={column}>
            <input
              type="checkbox"
              checked={liked.includes(column)}
              onChange={(event) => choose(column, event.currentTarget.checked)}
            />
            <span>{items[column]}</span>
          </label>
        ))}
      </fieldset>
      <p class="hint" role="status">
        {found.length === 0 && 'None is called so.'}
        {more > 0 && `${wholeNumber(more)} more: search for them.`}
      </p>
    </Panel>
  );
}
