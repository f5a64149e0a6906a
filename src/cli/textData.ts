import { loadTexts } from '../node/loadTexts.ts';
import { ENGLISH_STOP_WORDS } from '../text/stopWords.ts';
import { wordCounts } from '../text/wordCounts.ts';
import { TEXT } from './noun.ts';
import { fixedOrder, heldTenth, type RunData } from './runData.ts';

/** The options that say which texts a command reads, and how. */
export interface TextOptions {
  readonly dataset: string;
  /** Texts of each part that are kept: the first. */
  readonly limit?: number;
  /** Column of a .csv or .tsv file. */
  readonly column?: string;
  /** Number of words that are counted. */
  readonly vocabulary?: number;
}

/**
 * Counts the words of texts. The last tenth, in a fixed random order, is the test set.
 * @param words those of a checkpoint; chosen from the training texts if omitted
 */
export async function loadTextData(
  { dataset, column, limit = Number.POSITIVE_INFINITY, vocabulary: size }: TextOptions,
  words?: readonly string[],
): Promise<RunData> {
  const { texts } = await loadTexts(dataset, { ...(column !== undefined && { column }) });
  const held = heldTenth(dataset, texts.length, TEXT);
  const mixed = [...fixedOrder(texts.length)].map((place) => texts[place] as string);
  const parts = [mixed.slice(0, -held), mixed.slice(-held)].map((part) => part.slice(0, limit));
  const [train = [], test = []] = parts;
  const choice = { without: ENGLISH_STOP_WORDS, ...(size !== undefined && { size }) };
  const counted = wordCounts(train, words ? { words } : choice);
  const { counts } = wordCounts(test, { words: counted.words });
  return {
    train: { ...counted.counts, name: `${dataset} train` },
    test: { ...counts, name: `${dataset} test` },
    words: counted.words,
  };
}
