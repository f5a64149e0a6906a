/** The kind of pieces that a text is cut into. */
export type Tokenizer = 'words' | 'characters' | 'bytes';

export const TOKENIZERS: readonly Tokenizer[] = ['words', 'characters', 'bytes'];

/** Ends a sequence, and fills the places behind it. */
export const END = 0;
/** Stands before the first token of a sequence. */
export const BEGIN = 1;
/** Stands for any token that is not in the vocabulary, and for those that word dropout hides. */
export const UNKNOWN = 2;

/** The names of these tokens in a vocabulary, in the order of their numbers. No text has them as tokens of its own. */
export const SPECIAL_NAMES: readonly string[] = ['<end>', '<begin>', '<unknown>'];

/** Tokens with a meaning of their own; the others follow. */
export const SPECIAL_TOKENS = 3;
