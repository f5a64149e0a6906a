import { basename } from 'node:path';
import { FormatError } from '../../errors.ts';
import { tableLines } from '../lines.ts';

/** A line of a table: its name, then its values. */
export interface NamedLine {
  /** Its number; that of the line of titles is 1. */
  readonly number: number;
  readonly name: string;
  readonly values: readonly string[];
  /** Titles of the values, of the line of titles. */
  readonly titles: readonly string[];
}

/**
 * The lines of a table under its line of titles. R leaves the title of the names out: then every line has a column
 * more than the titles.
 * @throws FormatError for a line with more or fewer columns than that
 */
export async function* namedLines(path: string, delimiter: string): AsyncGenerator<NamedLine> {
  let number = 0;
  let header: readonly string[] | undefined;
  let titles: readonly string[] | undefined;
  for await (const [name = '', ...values] of tableLines(path, delimiter)) {
    number += 1;
    if (header === undefined) {
      header = [name, ...values];
      continue;
    }
    // An empty title is that of the names, so it is not left out.
    const isShort = values.length === header.length && header[0] !== '';
    titles ??= isShort ? header : header.slice(1);
    if (values.length !== titles.length) {
      throw new FormatError(
        `"${basename(path)}", line ${number}: expected ${titles.length + 1} columns, got ${values.length + 1}`,
      );
    }
    yield { number, name, values, titles };
  }
}
