/** Bytes of minified code, uncompressed and compressed. */
export interface Sizes {
  readonly bytes: number;
  readonly gzip: number;
}

/** A file of an application, and the time at which the application loads it. */
export interface Chunk extends Sizes {
  readonly name: string;
  readonly file: string;
  readonly when: string;
}
