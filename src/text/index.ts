/** The entry `webgpu-vae/text`: from texts to the rows of a model and back. */
export { ENGLISH_STOP_WORDS } from './stopWords.ts';
export { detokenize, type TokenizerOptions, tokenize } from './tokenize.ts';
export { type Coherence, coherence, perplexity, topWords } from './topics.ts';
export { type WordCounts, type WordCountsOptions, wordCounts } from './wordCounts.ts';
