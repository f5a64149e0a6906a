import { DataError, permutation } from 'webgpu-vae/formats';
import { decodeText } from '../decodeText.ts';
import { grammarSentences } from './grammar.ts';

/** Texts, split for training. */
export interface TextSet {
  /** Name of the file, or of the sample. */
  readonly name: string;
  readonly train: readonly string[];
  /** A seeded tenth, held out. */
  readonly test: readonly string[];
  /** Number of texts that were left out because there were too many. */
  readonly leftOut: number;
}

/** So many texts are trained on within a minute or two on a CPU. */
const MAX_TEXTS = 4000;

/** With fewer there is nothing to learn. */
const MIN_TEXTS = 20;

const MAX_BYTES = 16 * 2 ** 20;

/** Sentences of the sample, and its name. */
const SAMPLE = 2200;
export const SAMPLE_NAME = 'sample sentences';

/** The seed of the order in which texts are taken. */
const SEED = 1;

/** Sentences that the page makes itself. */
export function sampleTexts(): TextSet {
  return split(SAMPLE_NAME, grammarSentences(SAMPLE));
}

/**
 * Reads the texts in a file of UTF-8, one a line.
 * @throws {DataError} unless it is such a file with enough lines
 */
export async function readTexts({ name, file }: { name: string; file: Blob }): Promise<TextSet> {
  const lines = (await decodeText(name, file, MAX_BYTES)).split(/\r\n|\r|\n/);
  const texts = lines.map((line) => line.trim()).filter((line) => /\p{L}/u.test(line));
  if (texts.length >= MIN_TEXTS) return split(name, texts);
  throw new DataError(
    `${name} has ${texts.length} lines with words, at least ${MIN_TEXTS} are needed: put each sentence on a line of its own`,
  );
}

function split(name: string, texts: readonly string[]): TextSet {
  const order = permutation(texts.length, SEED, 0).slice(0, MAX_TEXTS);
  const chosen = Array.from(order, (i) => texts[i] as string);
  const held = Math.ceil(chosen.length / 10);
  return {
    name,
    train: chosen.slice(held),
    test: chosen.slice(0, held),
    leftOut: texts.length - chosen.length,
  };
}
