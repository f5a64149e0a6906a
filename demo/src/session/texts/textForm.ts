import { encodeTexts, tokenize, type Vocabulary, wordCounts } from 'webgpu-vae/text';
import type { SparseRows } from 'webgpu-vae/worker';

/** How a model reads sentences. */
export interface SentenceForm {
  readonly kind: 'sequence';
  readonly vocabulary: Vocabulary;
  /** Tokens of a row. */
  readonly length: number;
}

/** How a model counts words. */
export interface BagForm {
  readonly kind: 'topics';
  /** The words in the order of the columns. */
  readonly words: readonly string[];
  readonly topics: number;
}

/** How texts become the rows of a model. */
export type TextForm = SentenceForm | BagForm;

/** The fields of an architecture that say its texts. */
interface OfTexts {
  readonly family?: string;
  readonly tokens?: readonly string[];
  readonly tokenizer?: Vocabulary['tokenizer'];
  readonly length?: number;
  readonly words?: readonly string[];
  readonly topics?: number;
}

/** The form of a model's texts, which its architecture keeps; undefined for models of other data. */
export function textFormOf(architecture: object): TextForm | undefined {
  const given: OfTexts = architecture;
  const { family, tokens = [], tokenizer = 'words', length = 0, words = [], topics = 0 } = given;
  if (family === 'topics') return { kind: family, words, topics };
  if (family !== 'sequence') return undefined;
  return { kind: family, vocabulary: { tokens, tokenizer }, length };
}

export function sentenceRows(texts: readonly string[], { vocabulary, length }: SentenceForm) {
  return encodeTexts(texts, vocabulary, { length }).rows;
}

export function bagRows(texts: readonly string[], { words }: BagForm): SparseRows {
  return wordCounts(texts, { words }).counts;
}

/** True if a model knows a word of a text: it can say nothing of another. */
export function isKnown(text: string, form: TextForm): boolean {
  const known = form.kind === 'topics' ? form.words : form.vocabulary.tokens;
  return tokenize(text).some((token) => known.includes(token));
}

/** The rows of a model. */
export function textRows(texts: readonly string[], form: TextForm) {
  return form.kind === 'topics' ? bagRows(texts, form) : sentenceRows(texts, form);
}
