import type { DroppedFile, ImageSet } from './imageSet.ts';

/** What a data worker is asked to do, its first and only message. */
export type DataRequest =
  | {
      readonly kind: 'mnist';
      /** Address of the page, which the files of MNIST lie beside. */
      readonly base: string;
    }
  | {
      readonly kind: 'files';
      readonly files: readonly DroppedFile[];
      /** Width and height of the images to make, in pixels. */
      readonly side: number;
    };

/** What it answers: any number of shares, then one of the others. */
export type DataReply =
  /** Done so far, 0 to 1. */
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly images: ImageSet }
  /** `expected` when the data are to blame, not the program. */
  | { readonly kind: 'failed'; readonly message: string; readonly expected: boolean };
