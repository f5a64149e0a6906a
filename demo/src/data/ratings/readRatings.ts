import Papa from 'papaparse';
import { DataError } from 'webgpu-vae/formats';
import { decodeText } from '../decodeText.ts';
import { type Rating, type RatingSet, ratingSet } from './ratingSet.ts';

const MAX_BYTES = 64 * 2 ** 20;

/** Separators of the columns: of a table, of MovieLens 1M, of MovieLens 100K. */
const DELIMITERS = ['::', '\t', ','];

/** Places of the columns in a line. */
interface Columns {
  readonly user: number;
  readonly item: number;
  readonly rating: number;
}

/** The columns of a file without names. */
const IN_ORDER: Columns = { user: 0, item: 1, rating: 2 };

/**
 * Reads ratings, a line each: `userId,movieId,rating` with or without this line of names, and what follows
 * is ignored. The item may be any text, such as a title.
 * @throws {DataError} unless it is such a file with enough users
 */
export async function readRatings({
  name,
  file,
}: {
  name: string;
  file: Blob;
}): Promise<RatingSet> {
  const text = await decodeText(name, file, MAX_BYTES);
  const first = text.slice(0, text.indexOf('\n') + 1 || text.length);
  const delimiter = DELIMITERS.find((each) => first.includes(each)) ?? ',';
  const { data } = Papa.parse<string[]>(text, { delimiter, skipEmptyLines: 'greedy' });
  const [head = []] = data;
  const columns = columnsOf(head, name);
  const from = columns === IN_ORDER ? 0 : 1;
  return ratingSet(
    name,
    data.slice(from).map((cells, i) => ratingOf(cells, columns, `${name}, line ${from + i + 1}`)),
  );
}

function ratingOf(cells: readonly string[], { user, item, rating }: Columns, at: string): Rating {
  const [owner, name, text] = [cells[user]?.trim(), cells[item]?.trim(), cells[rating]?.trim()];
  if (owner && name && isNumber(text)) return { user: owner, item: name, rating: Number(text) };
  throw new DataError(`${at}: expected a user, an item and a rating, got "${cells.join(',')}"`);
}

/**
 * The columns that the first line names, or {@link IN_ORDER} if it is a rating.
 * @throws {DataError} if it is neither
 */
function columnsOf(first: readonly string[], file: string): Columns {
  if (isNumber(first[IN_ORDER.rating])) return IN_ORDER;
  const place = (name: RegExp): number => first.findIndex((each) => name.test(each.trim()));
  const columns = {
    user: place(/^user(_?id)?$/i),
    item: place(/^((movie|item)(_?id)?|title)$/i),
    rating: place(/^rating$/i),
  };
  if (Object.values(columns).every((column) => column >= 0)) return columns;
  throw new DataError(
    `${file} has no columns userId, movieId (or itemId, or title) and rating; its first line is "${first.join(',')}"`,
  );
}

function isNumber(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '' && Number.isFinite(Number(text));
}
