/** Ends a sequence, and fills the places behind it. */
export const END = 0;
/** Stands before the first token of a sequence. */
export const BEGIN = 1;
/** Stands for any token that is not in the vocabulary, and for those that word dropout hides. */
export const UNKNOWN = 2;
/** Tokens with a meaning of their own; the others follow. */
export const SPECIAL_TOKENS = 3;
