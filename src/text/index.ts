/** The entry `webgpu-vae/text`: from texts to the rows of a model and back. */
export {
  decodeTokens,
  type EncodedTexts,
  encodeTexts,
  type SequenceOptions,
} from './sequences.ts';
export { ENGLISH_STOP_WORDS } from './stopWords.ts';
export { detokenize, type TokenizerOptions, tokenize } from './tokenize.ts';
export { type TokenLoss, tokenLoss } from './tokenLoss.ts';
export type { Tokenizer } from './tokens.ts';
export { type Coherence, coherence, perplexity, topWords } from './topics.ts';
export { buildVocabulary, type Vocabulary, type VocabularyOptions } from './vocabulary.ts';
export { type WordCounts, type WordCountsOptions, wordCounts } from './wordCounts.ts';
