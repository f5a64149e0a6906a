/** The text of files by path. */
export type Files = ReadonlyMap<string, string>;

/** One file imports another. */
export interface Import {
  readonly from: string;
  readonly to: string;
  /** The line of `from` on which the import begins, from 1. */
  readonly line: number;
}
