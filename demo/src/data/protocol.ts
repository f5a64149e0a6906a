import type { DroppedFile, ImageSet, Reading } from './imageSet.ts';

/** Request to a data worker, its first and only message. */
export type DataRequest =
  | {
      readonly kind: 'mnist';
      /** Address of the page; the files of MNIST are next to it. */
      readonly base: string;
    }
  | {
      readonly kind: 'files';
      readonly files: readonly DroppedFile[];
      /** Width and height of the resulting images, in pixels. */
      readonly side: number;
      /** Members that are omitted are guessed. */
      readonly reading: Partial<Reading>;
    };

/** Replies of the worker: any number of progress messages, then one of the others. */
export type DataReply =
  /** Finished share, 0 to 1. */
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly images: ImageSet }
  /** `expected` is true for errors in the data, false for errors in the program. */
  | { readonly kind: 'failed'; readonly message: string; readonly expected: boolean };
