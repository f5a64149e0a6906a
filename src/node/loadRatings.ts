import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { assertOptions, FINITE, type OptionRanges, type Range, wholeNumber } from '../checks.ts';
import { type SparseRows, sparseRows } from '../data/sparseRows.ts';
import { DataError, FormatError } from '../errors.ts';
import { tableLines } from './lines.ts';
import { assertPath } from './loadDataset.ts';
import { nameOrder } from './nameOrder.ts';

/** Which ratings of a file count. */
export interface RatingsOptions {
  /** An item is taken from this rating on; 4 by default. */
  readonly least?: number;
  /** Users with fewer items than this are left out; 5 by default. */
  readonly fewest?: number;
  /** The items in the order of the columns, such as those of a model; others do not count. By default all. */
  readonly items?: readonly string[];
}

/** The items that users took. */
export interface LoadedRatings {
  /** `[users, items]`: 1 where a user took an item. */
  readonly rows: SparseRows;
  /** The users as the file names them, in its order. */
  readonly users: readonly string[];
  /** The items as the file names them, in the order of the columns. */
  readonly items: readonly string[];
}

const NAMES: Range = {
  holds: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string'),
  wanted: 'a list of texts',
};

const RANGES: OptionRanges<RatingsOptions> = {
  least: FINITE,
  fewest: wholeNumber(1),
  items: NAMES,
};

/** Separators of the columns: those of a table, of MovieLens 1M and of MovieLens 100K. */
const DELIMITERS = [',', '::', '\t'];

/** Places of the columns in a line. */
interface Columns {
  readonly user: number;
  readonly item: number;
  readonly rating: number;
}

/** The first columns of a file without names, as MovieLens has them. */
const IN_ORDER: Columns = { user: 0, item: 1, rating: 2 };

/**
 * Reads ratings, a line each: `userId,movieId,rating,timestamp` with or without this line of names, with
 * commas, tabs or `::` between them, as the MovieLens files have them. Without `items` the columns are first the items
 * that are numbers by their values, then the others by their characters.
 *
 * @throws {DataError} when the file is missing or cannot be read, or no user has enough items
 * @throws {FormatError} for a file that is no table of ratings; names the line
 * @throws {ConfigError} naming an option that is out of range
 */
export async function loadRatings(
  path: string,
  options: RatingsOptions = {},
): Promise<LoadedRatings> {
  assertPath('loadRatings', path);
  assertOptions('loadRatings', options, RANGES);
  const { least = 4, fewest = 5, items } = options;
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) {
    throw new DataError(`no ratings at "${path}": expected a file such as MovieLens' ratings.csv`);
  }
  const taken = await itemsOfUsers(path, least, new Set(items));
  const kept = [...taken].filter(([, own]) => own.size >= fewest);
  if (kept.length === 0) {
    throw new DataError(
      `"${path}" has no user with ${fewest} items that are rated ${least} or more` +
        (items ? ' and that the model knows' : ''),
    );
  }
  const names = items ?? [...new Set(kept.flatMap(([, own]) => [...own]))].sort(nameOrder);
  const columnOf = new Map(names.map((name, column) => [name, column]));
  const columns: number[] = [];
  const offsets = [0];
  for (const [, own] of kept) {
    columns.push(...Array.from(own, (name) => columnOf.get(name) as number).sort((a, b) => a - b));
    offsets.push(columns.length);
  }
  return {
    rows: sparseRows({ offsets, columns, width: names.length }, path),
    users: kept.map(([user]) => user),
    items: names,
  };
}

/** The items that each user rated well, of those that are wanted; all where none are named. */
async function itemsOfUsers(
  path: string,
  least: number,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const taken = new Map<string, Set<string>>();
  let columns: Columns | undefined;
  let line = 0;
  for await (const cells of tableLines(path, DELIMITERS)) {
    line += 1;
    if (!columns) {
      columns = columnsOf(cells, path);
      if (columns !== IN_ORDER) continue;
    }
    const { user, item, rating } = columns;
    const [owner, name, text = ''] = [cells[user], cells[item], cells[rating]];
    const value = Number(text);
    if (!owner || !name || text.trim() === '' || !Number.isFinite(value)) {
      throw new FormatError(
        `"${basename(path)}", line ${line}: expected a user, an item and a rating, got "${cells.join(',')}"`,
      );
    }
    if (value < least || (wanted.size > 0 && !wanted.has(name))) continue;
    const own = taken.get(owner) ?? new Set();
    taken.set(owner, own.add(name));
  }
  if (line === 0) throw new DataError(`"${path}" is empty`);
  return taken;
}

/**
 * The columns that the first line names, or {@link IN_ORDER} if it is a rating.
 * @throws FormatError if it is neither
 */
function columnsOf(first: readonly string[], path: string): Columns {
  if (first.length >= 3 && first[2]?.trim() !== '' && Number.isFinite(Number(first[2]))) {
    return IN_ORDER;
  }
  const place = (name: RegExp): number => first.findIndex((each) => name.test(each.trim()));
  const columns = {
    user: place(/^user(_?id)?$/i),
    item: place(/^(movie|item)(_?id)?$/i),
    rating: place(/^rating$/i),
  };
  if (Object.values(columns).every((column) => column >= 0)) return columns;
  throw new FormatError(
    `"${basename(path)}" has no columns userId, movieId (or itemId) and rating; its first line is "${first.join(',')}"`,
  );
}
