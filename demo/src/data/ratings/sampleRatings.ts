import { uniformDraws } from '../draws.ts';
import { type Rating, type RatingSet, ratingSet } from './ratingSet.ts';

/** Dishes by what their friends have in common. */
const DISHES: readonly (readonly string[])[] = [
  [
    'tomato soup',
    'lentil soup',
    'onion soup',
    'pumpkin soup',
    'pea soup',
    'leek soup',
    'bean stew',
    'barley broth',
  ],
  ['spaghetti', 'lasagne', 'ravioli', 'gnocchi', 'risotto', 'polenta', 'minestrone', 'focaccia'],
  [
    'apple pie',
    'cheesecake',
    'brownies',
    'plum cake',
    'pancakes',
    'waffles',
    'crumble',
    'lemon tart',
  ],
  ['fish curry', 'dal', 'biryani', 'samosas', 'naan', 'chutney', 'raita', 'korma'],
  [
    'green salad',
    'potato salad',
    'coleslaw',
    'tabbouleh',
    'cucumber salad',
    'beetroot salad',
    'fruit salad',
    'bean salad',
  ],
  [
    'grilled corn',
    'skewers',
    'burgers',
    'sausages',
    'ribs',
    'baked potatoes',
    'grilled peppers',
    'garlic bread',
  ],
];

export const SAMPLE_NAME = 'sample dishes';

const USERS = 900;

/** Ratings of a user: of the favourite group, of a second one, and of any dish. */
const RATED = { first: 6, second: 4, any: 8 } as const;

/** Always the same ratings. */
const SEED = 1;

/**
 * Made ratings of dishes, from 1 to 5. A user has two favourite groups of dishes, and rates dishes of them
 * well more often than others.
 */
export function sampleRatings(): RatingSet {
  const uniform = uniformDraws(SEED);
  const one = <T>(list: readonly T[]): T => list[Math.floor(uniform() * list.length)] as T;
  // 4 or 5 with the probability `well`, else 1 to 3.
  const rate = (well: number) => (uniform() < well ? one([4, 5]) : one([1, 2, 3]));
  const all = DISHES.flat();
  const ratings: Rating[] = [];
  for (let user = 0; user < USERS; user++) {
    const [first, second] = [one(DISHES), one(DISHES)];
    const favourites = new Set([...first, ...second]);
    const tasted = new Set([
      ...Array.from({ length: RATED.first }, () => one(first)),
      ...Array.from({ length: RATED.second }, () => one(second)),
      ...Array.from({ length: RATED.any }, () => one(all)),
    ]);
    for (const item of tasted) {
      const rating = rate(favourites.has(item) ? 0.9 : 0.15);
      ratings.push({ user: String(user), item, rating });
    }
  }
  return ratingSet(SAMPLE_NAME, ratings);
}
