import { shown } from '../checks.ts';
import { DataError } from '../errors.ts';

/** @throws DataError for anything but a text */
export function assertText(of: string, text: unknown): void {
  if (typeof text === 'string') return;
  throw new DataError(`${of}: expected a text, got ${shown(text)}`);
}

/** @throws DataError for anything but a list of at least one text */
export function assertTexts(of: string, texts: unknown): void {
  if (!Array.isArray(texts) || texts.length === 0) {
    throw new DataError(`${of}: expected a list of texts, got ${shown(texts)}`);
  }
  const place = texts.findIndex((text) => typeof text !== 'string');
  if (place < 0) return;
  throw new DataError(`${of}: text ${place} must be a string, got ${shown(texts[place])}`);
}

/** The same text with one form of each letter and apostrophe. */
export const plain = (text: string): string => text.normalize('NFC').replaceAll('’', "'");
