import { type ReadonlySignal, signal } from '@preact/signals';
import type { DataLoader } from '../data/client.ts';
import type { DroppedFile, ImageSet, Reading } from '../data/imageSet.ts';
import type { Notices } from './notices.ts';
import { problem } from './problem.ts';

/** The current load, and its finished share from 0 to 1. */
export interface Loading {
  readonly what: 'mnist' | 'files';
  readonly share: number;
}

/** Images read from files, and what it takes to read them again. */
export interface Found {
  readonly images: ImageSet;
  readonly files: readonly DroppedFile[];
  /** Size of the images, in pixels. */
  readonly side: number;
}

/** The images in use, and images read from files that may be used next. */
export class ImageSets {
  readonly #loader: DataLoader;
  readonly #notices: Notices;
  readonly #beforeChange: () => void;
  readonly #used = signal<ImageSet | undefined>(undefined);
  readonly #found = signal<Found | undefined>(undefined);
  readonly #loading = signal<Loading | undefined>(undefined);
  /** The user's word on the numbers in the files that were found. */
  #reading: Partial<Reading> = {};
  #abort = new AbortController();

  /** @param beforeChange called before other images are put to use */
  constructor(loader: DataLoader, notices: Notices, beforeChange: () => void) {
    this.#loader = loader;
    this.#notices = notices;
    this.#beforeChange = beforeChange;
  }

  get used(): ReadonlySignal<ImageSet | undefined> {
    return this.#used;
  }

  /** Images read from files that were neither used nor discarded yet. */
  get found(): ReadonlySignal<Found | undefined> {
    return this.#found;
  }

  get loading(): ReadonlySignal<Loading | undefined> {
    return this.#loading;
  }

  /** Fetches MNIST and uses it, unless something else is chosen before it has arrived. */
  async useMnist(): Promise<void> {
    const images = await this.#load('mnist', (options) => this.#loader.loadMnist(options));
    if (images) this.use(images);
  }

  /** Reads images from files for inspection. @param side of the images, in pixels */
  async read(dropped: Promise<readonly DroppedFile[]>, side: number): Promise<void> {
    const found = await this.#load('files', async (options) => {
      const files = await dropped;
      return { images: await this.#loader.readFiles(files, { ...options, side }), files, side };
    });
    if (!found) return;
    this.#reading = {};
    this.#found.value = found;
  }

  /** Reads the files of the images that were found again. @param change other than guessed */
  async readAgain(change: Partial<Reading>): Promise<void> {
    const found = this.#found.value;
    if (!found) return;
    const [before, reading] = [this.#reading, { ...this.#reading, ...change }];
    this.#reading = reading;
    const { files, side } = found;
    const images = await this.#load('files', (options) =>
      this.#loader.readFiles(files, { ...options, side, reading }),
    );
    if (images) this.#found.value = { ...found, images };
    // A later change goes on from this one, but not if this one failed.
    else if (this.#reading === reading) this.#reading = before;
  }

  use(images: ImageSet): void {
    this.cancel();
    this.#beforeChange();
    this.#found.value = undefined;
    this.#used.value = images;
  }

  discard(): void {
    // Else files that are still read would come back.
    this.cancel();
    this.#found.value = undefined;
  }

  /** Cancels the current load. */
  cancel(): void {
    this.#abort.abort();
  }

  /** The images that were loaded; undefined after a failure, which gives a notice, or after cancellation. */
  async #load<T>(
    what: Loading['what'],
    load: (options: LoadOptions) => Promise<T>,
  ): Promise<T | undefined> {
    this.cancel();
    const abort = new AbortController();
    this.#abort = abort;
    this.#notices.dismiss('data');
    this.#loading.value = { what, share: 0 };
    const onProgress = (share: number) => {
      if (this.#abort === abort) this.#loading.value = { what, share };
    };
    try {
      const loaded = await load({ signal: abort.signal, onProgress });
      return abort.signal.aborted ? undefined : loaded;
    } catch (error) {
      if (!abort.signal.aborted) this.#notices.tell(problem(error, 'data'));
      return undefined;
    } finally {
      if (this.#abort === abort) this.#loading.value = undefined;
    }
  }
}

type LoadOptions = Parameters<DataLoader['loadMnist']>[0] & object;
