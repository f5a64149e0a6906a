/** A file of MNIST next to the page. */
export interface MnistFile {
  /** Address relative to the page: gzip of an IDX file. */
  readonly path: string;
  /** Shape of the array in it, outermost dimension first. */
  readonly shape: readonly number[];
}

/** Files that the build places next to the page and the data worker fetches. */
export const MNIST_FILES = {
  trainImages: { path: 'data/train-images.idx.gz', shape: [60_000, 28, 28] },
  trainLabels: { path: 'data/train-labels.idx.gz', shape: [60_000] },
  testImages: { path: 'data/test-images.idx.gz', shape: [10_000, 28, 28] },
  testLabels: { path: 'data/test-labels.idx.gz', shape: [10_000] },
} as const satisfies Record<string, MnistFile>;
