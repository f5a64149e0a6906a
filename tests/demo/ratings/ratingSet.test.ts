import { expect, test } from 'vitest';
import { readRatings } from '../../../demo/src/data/ratings/readRatings.ts';
import { sampleRatings } from '../../../demo/src/data/ratings/sampleRatings.ts';
import {
  findHidden,
  popularFor,
  rowsOfUsers,
} from '../../../demo/src/session/ratings/recommend.ts';

const read = (content: BlobPart, name = 'ratings.csv') =>
  readRatings({ name, file: new Blob([content]) });

/** Users who each rate these items. */
const lines = (users: number, items: readonly string[], rating = 5, by = ',') =>
  Array.from({ length: users }, (_, user) =>
    items.map((item) => [user, item, rating, 0].join(by)),
  ).flat();

const ITEMS = ['a', 'b', 'c', 'd', 'e'];

test('the sample has the same ratings every time, of users who are different', () => {
  const sample = sampleRatings();
  expect(sampleRatings()).toEqual(sample);
  expect(new Set(sample.items).size).toBe(48);
  const users = [...sample.train, ...sample.test];
  expect(new Set(users.map(String)).size).toBeGreaterThan(0.9 * users.length);
  for (const own of users) {
    expect(own.length).toBeGreaterThanOrEqual(5);
    expect(own).toEqual([...new Set(own)].sort((a, b) => a - b));
  }
});

test.each([
  ['names of columns', `userId,movieId,rating,timestamp\n${lines(30, ITEMS).join('\n')}`],
  ['no names', lines(30, ITEMS).join('\r\n')],
  ['the form of MovieLens 1M', lines(30, ITEMS, 4, '::').join('\n')],
  ['the form of MovieLens 100K', `${lines(30, ITEMS, 4, '\t').join('\n')}\n`],
])('reads a file with %s', async (_, content) => {
  const { name, items, train, test: held } = await read(content);
  expect(name).toBe('ratings.csv');
  expect([...items].sort()).toEqual(ITEMS);
  expect([train.length, held.length]).toEqual([27, 3]);
  expect(train[0]).toEqual([0, 1, 2, 3, 4]);
});

test('columns may lie in another order, and a title may have a comma in it', async () => {
  const quoted = [...ITEMS.slice(1), '"Sea, and sun"'];
  const rows = lines(30, quoted).map((line) => {
    const [user, ...rest] = line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);
    return [rest[1], rest[0], user].join();
  });
  const { items } = await read(`rating,title,user_id\n${rows.join('\n')}`);
  expect(items).toContain('Sea, and sun');
});

test('items come in the order of how many users took them, and low ratings do not count', async () => {
  const few = lines(25, ['f', 'g']).filter((_, i) => i % 4 !== 0);
  const low = lines(30, ['h'], 3.5);
  const { items } = await read([...few, ...lines(30, ITEMS), ...low].join('\n'));
  expect(items.slice(0, 5).toSorted()).toEqual(ITEMS);
  expect(items.slice(5)).toEqual(['g', 'f']);
});

test.each([
  ['an empty file', '', 'ratings.csv is empty'],
  ['a picture', Uint8Array.of(0x47, 0x49, 0x46, 0, 1), 'no text in UTF-8'],
  ['another table', 'a,b,c\n1,2,3\n', 'no columns userId'],
  [
    'a rating that is no number',
    `${lines(30, ITEMS).join('\n')}\n1,a,good,0`,
    'line 151: expected',
  ],
  ['too few users', lines(3, ITEMS).join('\n'), '3 users with 5 items'],
])('%s is refused with the reason', async (_, content, reason) => {
  await expect(read(content)).rejects.toMatchObject({
    name: 'DataError',
    message: expect.stringContaining(reason),
  });
});

test('one item of each held-out user is hidden, and looked for', async () => {
  const set = {
    name: '',
    items: [...ITEMS, 'f', 'g', 'h'],
    train: [],
    test: [
      [0, 1, 7],
      [2, 6],
    ],
  };
  const asked: unknown[] = [];
  const model = {
    // Recommends the hidden item to the first user alone.
    async recommend(rows: unknown, { k } = {} as { k?: number }) {
      asked.push(rows, k);
      const ranked = (items: number[]) => {
        return { items: Uint32Array.from(items), scores: new Float32Array(items.length) };
      };
      return [ranked([0, 3]), ranked([0, 3])];
    },
  };
  const found = await findHidden(model as Parameters<typeof findHidden>[0], set);
  expect(asked).toEqual([rowsOfUsers([[1, 7], [2]], 8), 5]);
  // Item 0 is popular, item 6 is not among the first five that the second user lacks.
  expect(found).toEqual({ users: 2, model: 0.5, popularity: 0.5 });
  expect(popularFor([0, 2], 8, 3)).toEqual([1, 3, 4]);
});
