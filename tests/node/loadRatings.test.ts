import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entriesOf } from '../../src/data/sparseValues.ts';
import { ConfigError, DataError, FormatError } from '../../src/errors.ts';
import { type LoadedRatings, loadRatings } from '../../src/node/index.ts';
import { atTestEnd } from '../support/ends.ts';

async function file(content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ratings-'));
  atTestEnd(() => rm(folder, { recursive: true }));
  const path = join(folder, 'ratings.csv');
  await writeFile(path, content);
  return path;
}

/** The items of each user, by their names. */
const named = ({ rows, users, items }: LoadedRatings) =>
  Object.fromEntries(
    users.map((user, row) => [user, [...entriesOf(rows, row)].map(([item]) => items[item])]),
  );

const LINES = [
  ['7', '10', '4', '1'],
  ['7', '9', '5', '1'],
  ['8', '9', '3.5', '1'],
  ['8', '10', '4.5', '1'],
  ['8', '2', '4', '1'],
  ['9', '2', '5', '1'],
];
const joined = (by: string, lines = LINES) => lines.map((line) => line.join(by)).join('\n');

test.each([
  ['commas, with names', `\uFEFFuserId,movieId,rating,timestamp\r\n${joined(',')}\n`],
  ['commas', joined(',')],
  ['::, as MovieLens 1M', joined('::')],
  ['tabs, as MovieLens 100K', joined('\t')],
  [
    'other columns, in another order',
    `rating,title,item_id,user\n${LINES.map(([user, item, rating]) => `${rating},"a, b",${item},${user}`).join('\n')}`,
  ],
])('ratings with %s', async (_, content) => {
  const loaded = await loadRatings(await file(content), { fewest: 2 });
  expect(loaded.items).toEqual(['2', '9', '10']);
  expect(named(loaded)).toEqual({ 7: ['9', '10'], 8: ['2', '10'] });
});

test('options choose the ratings, the users and the items', async () => {
  const path = await file(joined(','));
  expect(named(await loadRatings(path, { fewest: 1, least: 5 }))).toEqual({ 7: ['9'], 9: ['2'] });
  const known = await loadRatings(path, { fewest: 1, items: ['10', '3', '9'] });
  expect(known.items).toEqual(['10', '3', '9']);
  expect(named(known)).toEqual({ 7: ['10', '9'], 8: ['10'] });
});

test('what holds no ratings is refused by name', async () => {
  await expect(loadRatings('nowhere.csv')).rejects.toThrow('no ratings at "nowhere.csv"');
  await expect(loadRatings(await file(''))).rejects.toThrow('is empty');
  const few = loadRatings(await file(joined(',')));
  await expect(few).rejects.toThrow(DataError);
  await expect(few).rejects.toThrow('no user with 5 items that are rated 4 or more');
  const columns = loadRatings(await file('id,text\n1,x\n'));
  await expect(columns).rejects.toThrow(FormatError);
  await expect(columns).rejects.toThrow('no columns userId, movieId (or itemId) and rating');
  const word = loadRatings(await file('1,2,5\n1,3,good\n'));
  await expect(word).rejects.toThrow(
    'line 2: expected a user, an item and a rating, got "1,3,good"',
  );
  await expect(loadRatings(await file('1,2,"5\n'))).rejects.toThrow('is no table');
  await expect(loadRatings('x', { fewest: 0 })).rejects.toThrow(ConfigError);
  await expect(loadRatings('x', { items: [] })).rejects.toThrow('items');
});

test('items have one order, whatever that of the file: numbers by their values, then texts', async () => {
  for (const items of [
    ['3', '20a', '100'],
    ['100', '3', '20a'],
    ['20a', '100', '3'],
  ]) {
    const path = await file(items.map((item) => `7,${item},5`).join('\n'));
    expect((await loadRatings(path, { fewest: 1 })).items).toEqual(['3', '100', '20a']);
  }
});
