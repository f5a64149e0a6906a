import { readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { assertOptions, type OptionRanges, TEXT } from '../checks.ts';
import { ConfigError, DataError, FormatError } from '../errors.ts';
import { couldNotRead } from './couldNotRead.ts';
import { classesOf, classOf, filesWithin } from './folderFiles.ts';
import { assertPath } from './loadDataset.ts';

/** Which texts of a file are read. */
export interface TextsOptions {
  /** The column of a CSV or TSV file; by default the only one, or the one named `text`. */
  readonly column?: string;
}

/** Texts of a user's files. */
export interface LoadedTexts {
  /** The texts, in the order of the file, or of the files' paths. */
  readonly texts: readonly string[];
  /** Names of the classes, if the files lie in 2 to 256 folders: the names of these folders. */
  readonly classes?: readonly string[];
  /** Class of each text, if there are classes. */
  readonly labels?: Uint8Array;
}

const RANGES: OptionRanges<TextsOptions> = { column: TEXT };

/** File names that are tables, and what separates their columns. */
const DELIMITERS: Readonly<Record<string, string>> = { '.csv': ',', '.tsv': '\t' };

/** Files of images: a folder that holds some holds no texts, whatever notes lie beside them. */
const IMAGES = /(\.bin|\.png|\.jpe?g|ubyte(\.gz)?)$/i;
/** Files of rows, which may lie beside texts. */
const ROWS = /\.(npy|idx)$/i;

/** True if a file is one of images, by its name. */
export const holdsImages = (path: string): boolean => IMAGES.test(path) || ROWS.test(path);

/** True if the data at a path are texts, by its name or by what the folder holds. */
export async function holdsTexts(path: string): Promise<boolean> {
  if (/\.(txt|csv|tsv)$/i.test(path)) return true;
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() !== true) return false;
  const paths = await filesWithin(path);
  return paths.some(isText) && !paths.some((each) => IMAGES.test(each));
}

/**
 * Reads texts in UTF-8. Other bytes become U+FFFD, which ends a word.
 *
 * - A `.csv` or `.tsv` file with a line of names: a row a text.
 * - A folder: each `.txt` file in it and below is a text.
 * - Any other file: a line a text; empty lines are left out.
 *
 * @throws {DataError} when a file is missing or cannot be read, or no text is found
 * @throws {FormatError} for a CSV file that cannot be parsed
 * @throws {ConfigError} for a column that is missing, or not named where there are several
 */
export async function loadTexts(path: string, options: TextsOptions = {}): Promise<LoadedTexts> {
  assertPath('loadTexts', path);
  assertOptions('loadTexts', options, RANGES);
  return read(path, options, isFilled);
}

/** The texts of {@link loadTexts} and the empty lines or cells between them, so that each keeps its place. */
export async function loadAllTexts(
  path: string,
  options: TextsOptions,
): Promise<readonly string[]> {
  const { texts } = await read(path, options, () => true);
  return texts;
}

/** True for a text that holds something. */
export const isFilled = (text: string): boolean => text.trim() !== '';

async function read(
  path: string,
  options: TextsOptions,
  isKept: (text: string) => boolean,
): Promise<LoadedTexts> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    throw new DataError(
      `no texts at "${path}": expected a text file, a .csv or .tsv file, or a folder of .txt files`,
    );
  }
  const delimiter = DELIMITERS[extname(path).toLowerCase()];
  if (options.column !== undefined && delimiter === undefined) {
    throw new ConfigError(`column is an option of .csv and .tsv files; leave it out for "${path}"`);
  }
  const loaded = found.isDirectory()
    ? await folderTexts(path)
    : { texts: textsOf(await readText(path), path, delimiter, options.column).filter(isKept) };
  if (loaded.texts.some(isFilled)) return loaded;
  throw new DataError(`"${path}" holds no text`);
}

function textsOf(
  content: string,
  path: string,
  delimiter: string | undefined,
  column: string | undefined,
): readonly string[] {
  return delimiter === undefined
    ? content.replace(/\r?\n$/, '').split(/\r?\n/)
    : columnOf(content, path, delimiter, column);
}

/** One column of a table. */
function columnOf(
  content: string,
  path: string,
  delimiter: string,
  asked: string | undefined,
): readonly string[] {
  const [names = [], ...rows] = parsed(content, path, delimiter);
  const usual = names.length === 1 ? names[0] : 'text';
  const place = names.indexOf(asked ?? usual ?? '');
  if (place < 0) {
    throw new ConfigError(
      `"${path}" has no column "${asked ?? usual}"; its columns are: ${names.join(', ')}. Name the one with the texts.`,
    );
  }
  return rows.map((row) => row[place] ?? '');
}

function parsed(content: string, path: string, delimiter: string): readonly string[][] {
  try {
    return parse(content, { delimiter, bom: true, relax_column_count: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FormatError(`"${basename(path)}" is no table: ${reason}`, { cause: error });
  }
}

/** The `.txt` files of a folder and those below, with the names of the first folders as classes. */
async function folderTexts(folder: string): Promise<LoadedTexts> {
  const paths = (await filesWithin(folder)).filter(isText);
  const texts: string[] = [];
  for (const path of paths) texts.push(await readText(join(folder, path)));
  const classes = classesOf(paths);
  if (!classes) return { texts };
  return {
    texts,
    classes,
    labels: Uint8Array.from(paths, (path) => classes.indexOf(classOf(path))),
  };
}

const isText = (path: string): boolean => /\.txt$/i.test(path);

/**
 * The text of a file. Bytes that are not UTF-8 become U+FFFD, which is no letter.
 * @throws DataError for a file that cannot be read, or is longer than a text can be
 */
async function readText(path: string): Promise<string> {
  try {
    return new TextDecoder().decode(await readFile(path));
  } catch (error) {
    throw couldNotRead(path, error);
  }
}
