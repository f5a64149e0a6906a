import { ConfigError, DataError, DisposedError } from 'webgpu-vae/formats';
import type { DroppedFile, ImageSet } from './imageSet.ts';
import type { DataReply, DataRequest } from './protocol.ts';

export type { DroppedFile };

export interface LoadOptions {
  /** Hears the share that is done, 0 to 1, never falling. */
  readonly onProgress?: ((share: number) => void) | undefined;
  /** Ends the work; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes sets of images, off the page's thread. Every load has a worker of its own, which ends with
 * it: ending a worker stops it at once, whatever it is at.
 */
export class DataLoader {
  /** Ends the loads under way. */
  readonly #disposal = new AbortController();

  /**
   * MNIST, 60,000 and 10,000 digits of 28 x 28, from the files beside the page.
   *
   * @throws {DataError} when they cannot be fetched or are not MNIST's
   */
  loadMnist(options: LoadOptions = {}): Promise<ImageSet> {
    return this.#load({ kind: 'mnist', base: document.baseURI }, options);
  }

  /**
   * The images in files of someone's own.
   *
   * @param options `side`: width and height of the images to make, in pixels
   * @throws {DataError} when nothing usable is in them; its message names every file and why
   * @throws {ConfigError} when `side` is no whole number of pixels
   */
  async readFiles(
    files: readonly DroppedFile[],
    options: LoadOptions & { readonly side: number },
  ): Promise<ImageSet> {
    const { side } = options;
    if (!Number.isSafeInteger(side) || side < 1) {
      throw new ConfigError(`side must be a whole number of at least 1 pixel, got ${side}`);
    }
    return this.#load({ kind: 'files', files, side }, options);
  }

  /** Ends what is under way; it rejects with a DisposedError, as later calls do. */
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
        // Also when the script cannot be fetched; then there is no message to pass on.
        worker.onerror = ({ message }) =>
          reject(new Error(`the data worker broke: ${message || 'its script did not load'}`));
        worker.postMessage(request);
      });
    } finally {
      worker.terminate();
    }
  }
}
