import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import { FormatError } from '../errors.ts';
import { couldNotRead } from './couldNotRead.ts';

/** The content of a file, unpacked if its name ends in `.gz`. */
export function openFile(path: string): Readable {
  const file = createReadStream(path);
  if (!/\.gz$/i.test(path)) return file;
  const unpacked = createGunzip();
  file.on('error', (error) => unpacked.destroy(error));
  return file.pipe(unpacked);
}

/**
 * The cells of each line of a table.
 * @throws DataError for a file that cannot be read
 * @throws FormatError for quotes that do not end, or a damaged `.gz` file
 */
export async function* tableLines(
  path: string,
  delimiter: string | readonly string[],
): AsyncGenerator<readonly string[]> {
  const parser = parse({
    delimiter: typeof delimiter === 'string' ? delimiter : [...delimiter],
    record_delimiter: ['\r\n', '\n'],
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const file = openFile(path);
  file.on('error', (error) => parser.destroy(error));
  try {
    yield* file.pipe(parser);
  } catch (error) {
    throw noTable(path, error);
  } finally {
    file.destroy();
  }
}

/** The error for a file that cannot be read or parsed; other errors as they are. */
export function noTable(path: string, error: unknown): unknown {
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  if (syscall !== undefined) return couldNotRead(path, error);
  const damaged = error instanceof Error && code.startsWith('Z_');
  if (!damaged && !(error instanceof CsvError)) return error;
  return new FormatError(`"${basename(path)}" is no table: ${error.message}`, { cause: error });
}
