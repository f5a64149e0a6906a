import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { parse } from 'csv-parse';
import { DataError } from '../errors.ts';
import { noTable } from './lines.ts';

/** A table as a file has it. */
export interface TableRecords {
  /** The names of the columns. */
  readonly names: readonly string[];
  /** A text a cell. */
  readonly records: readonly (readonly string[])[];
}

/**
 * Reads a table with a line of names.
 * @throws DataError when the file is missing, cannot be read or has no row
 * @throws FormatError for a file that is no table; names the line
 */
export async function tableRecords(path: string): Promise<TableRecords> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) {
    throw new DataError(`no table at "${path}": expected a .csv or .tsv file with a line of names`);
  }
  const parser = parse({
    delimiter: extname(path).toLowerCase() === '.tsv' ? '\t' : ',',
    bom: true,
    trim: true,
    skip_empty_lines: true,
  });
  const file = createReadStream(path);
  file.on('error', (error) => parser.destroy(error));
  const lines: (readonly string[])[] = [];
  try {
    for await (const line of file.pipe(parser)) lines.push(line);
  } catch (error) {
    throw noTable(path, error);
  } finally {
    file.destroy();
  }
  const [names = [], ...records] = lines;
  if (records.length === 0) throw new DataError(`"${path}" has no row below its line of names`);
  return { names, records };
}
