import { useSignal } from '@preact/signals';
import { percent } from '../../parts/figures.ts';
import { wholeNumber } from '../../parts/format.ts';
import { Panel } from '../../parts/Panel.tsx';
import { ShareList } from '../../parts/ShareList.tsx';
import type { RatingSession } from '../../session/ratings/ratingSession.ts';
import {
  FIRST,
  popularFor,
  type Recommended,
  recommendTo,
} from '../../session/ratings/recommend.ts';
import { useAnswer } from '../explore/useAnswer.ts';

/** Items of a ranking that are shown. */
const COUNT = 10;

/** The items that the model ranks first for the user of the page, beside those that most users take. */
export function RecommendationsPanel({ ratings }: { readonly ratings: RatingSession }) {
  const found = useSignal<readonly Recommended[] | undefined>(undefined);
  useAnswer(ratings, found, () => {
    const [model, liked] = [ratings.model.value, ratings.liked.value];
    const set = ratings.used.value;
    // Asked again as the model learns.
    const learned = ratings.monitor.glimpse.value;
    if (!model || !learned || liked.length === 0) return undefined;
    return () => recommendTo(model, liked, set, COUNT);
  });
  const { items } = ratings.used.value;
  const hidden = ratings.monitor.glimpse.value;
  const popular = popularFor(ratings.liked.value, items.length, COUNT);
  return (
    <Panel
      class="recommendations"
      title="Recommended to you"
      about={
        hidden
          ? `Of ${wholeNumber(hidden.users)} users never trained on, one item each was hidden: the first ${FIRST} recommendations have it for ${percent(hidden.model)} of them, the ${FIRST} items of most users for ${percent(hidden.popularity)}.`
          : 'Users who come later need no training: the model reads what they like.'
      }
    >
      <div class="rankings">
        <section aria-label="By the model">
          <h3>By the model</h3>
          {found.value ? (
            <ShareList
              label="Recommended items"
              items={found.value}
              full={found.value[0]?.share ?? 1}
            />
          ) : (
            <p class="about">
              {ratings.model.value
                ? 'Choose something that you like.'
                : 'None until training begins.'}
            </p>
          )}
        </section>
        <section aria-label="By most users">
          <h3>By most users</h3>
          <ol class="popular">
            {popular.map((column) => (
              <li key={column}>{items[column]}</li>
            ))}
          </ol>
        </section>
      </div>
    </Panel>
  );
}
