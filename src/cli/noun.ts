/** The words of messages for the rows of the data. */
export interface Noun {
  /** With its article, as in "nats an image". */
  readonly a: string;
  readonly one: string;
  readonly many: string;
  /** The columns of one. */
  readonly columns: string;
}

export const IMAGE: Noun = { a: 'an image', one: 'image', many: 'images', columns: 'values' };
export const USER: Noun = { a: 'a user', one: 'user', many: 'users', columns: 'items' };
export const ROW: Noun = { a: 'a row', one: 'row', many: 'rows', columns: 'cells' };
export const CELL: Noun = { a: 'a cell', one: 'cell', many: 'cells', columns: 'genes' };
export const TEXT: Noun = { a: 'a text', one: 'text', many: 'texts', columns: 'words' };
export const SEQUENCE: Noun = { ...TEXT, columns: 'tokens' };
