import { ConfigError, DataError, DisposedError } from 'webgpu-vae/formats';
import type { DroppedFile, ImageSet, Reading } from './imageSet.ts';
import type { DataReply, DataRequest } from './protocol.ts';

export type { DroppedFile };

export interface LoadOptions {
  /** Called with the finished share, 0 to 1, never decreasing. */
  readonly onProgress?: ((share: number) => void) | undefined;
  /** Aborts the work; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Creates sets of images outside the page's thread. Every load has its own worker, which is
 * terminated with it: this stops the work at once.
 */
export class DataLoader {
  /** Aborts running loads. */
  readonly #disposal = new AbortController();

  /**
   * MNIST, 60,000 and 10,000 digits of 28 x 28, from the files next to the page.
   *
   * @throws {DataError} when they cannot be fetched or are not MNIST
   */
  loadMnist(options: LoadOptions = {}): Promise<ImageSet> {
    return this.#load({ kind: 'mnist', base: document.baseURI }, options);
  }

  /**
   * Reads the images in the user's files.
   *
   * @param options `side`: width and height of the resulting images, in pixels; `reading`: how
   * files of numbers are read, guessed where it is omitted
   * @throws {DataError} when they contain no usable images; the message gives the reason for every
   * file
   * @throws {ConfigError} when `side` is not a whole number of pixels
   */
  async readFiles(
    files: readonly DroppedFile[],
    options: LoadOptions & { readonly side: number; readonly reading?: Partial<Reading> },
  ): Promise<ImageSet> {
    const { side, reading = {} } = options;
    if (!Number.isSafeInteger(side) || side < 1) {
      throw new ConfigError(`side must be a whole number of at least 1 pixel, got ${side}`);
    }
    return this.#load({ kind: 'files', files, side, reading }, options);
  }

  /** Aborts running loads. They and later calls reject with a DisposedError. */
  dispose(): void {
    this.#disposal.abort(new DisposedError('this data loader has been disposed of'));
  }

  async #load(request: DataRequest, options: LoadOptions): Promise<ImageSet> {
    const { signal, onProgress } = options;
    const ended = AbortSignal.any([this.#disposal.signal, ...(signal ? [signal] : [])]);
    ended.throwIfAborted();
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    try {
      return await new Promise<ImageSet>((resolve, reject) => {
        ended.addEventListener('abort', () => reject(ended.reason), { once: true });
        worker.onmessage = ({ data: reply }: MessageEvent<DataReply>) => {
          if (reply.kind === 'progress') onProgress?.(reply.share);
          else if (reply.kind === 'done') resolve(reply.images);
          else reject(reply.expected ? new DataError(reply.message) : new Error(reply.message));
        };
        // Also called when the script cannot be fetched; then there is no message to pass on.
        worker.onerror = ({ message }) =>
          reject(new Error(`the data worker broke: ${message || 'its script did not load'}`));
        worker.postMessage(request);
      });
    } finally {
      worker.terminate();
    }
  }
}
