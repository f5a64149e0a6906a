import {
  CheckpointError,
  type KeptData,
  type RemoteVAE,
  type RemoteVaeOptions,
  subset,
  VaeWorker,
} from 'webgpu-vae/worker';
import type { ImageSet } from '../data/imageSet.ts';
import { listeners } from './listeners.ts';
import { runOptions } from './modelOptions.ts';
import { modelWidths } from './modelWidths.ts';
import type { Notices } from './notices.ts';
import type { Settings } from './settings.ts';

/** Handles of images that the worker holds. */
export interface KeptImages {
  readonly train: KeptData;
  readonly validation: KeptData;
}

/** The worker that trains. Creates models there and sends it the images once. */
export class TrainingThread {
  #worker = new VaeWorker();
  readonly #notices: Notices;
  #kept:
    | { of: ImageSet; trainRows: number; validationRows: number; images: Promise<KeptImages> }
    | undefined;

  constructor(notices: Notices) {
    this.#notices = notices;
  }

  create(options: RemoteVaeOptions): Promise<RemoteVAE> {
    return this.#worker.create({ ...options, ...listeners(this.#notices) });
  }

  /** @throws FormatError or CheckpointError if the bytes are no checkpoint of such images */
  async load(bytes: Uint8Array, settings: Settings, images: ImageSet): Promise<RemoteVAE> {
    const model = await this.#worker.load(bytes, {
      ...runOptions(settings),
      ...listeners(this.#notices),
    });
    const [input] = modelWidths(model);
    const { columns } = images.train;
    if (input === columns) return model;
    model.dispose();
    throw new CheckpointError(
      `it is a model of images of ${input} values, and those in use have ${columns}`,
    );
  }

  /**
   * @param mostTrain maximum number of training images
   * @param mostValidation maximum number of validation images, which follows the model's adapter
   */
  keep(images: ImageSet, mostTrain: number, mostValidation: number): Promise<KeptImages> {
    const trainRows = Math.min(mostTrain, images.train.rows);
    const validationRows = Math.min(mostValidation, images.test.rows);
    const kept = this.#kept;
    if (
      kept?.of === images &&
      kept.trainRows === trainRows &&
      kept.validationRows === validationRows
    ) {
      return kept.images;
    }
    this.release();
    const handedOver = this.#handOver(images, trainRows, validationRows);
    this.#kept = { of: images, trainRows, validationRows, images: handedOver };
    return handedOver;
  }

  /** Frees the images in the worker. */
  release(): void {
    const kept = this.#kept;
    this.#kept = undefined;
    kept?.images.then(
      ({ train, validation }) => {
        train.release();
        validation.release();
      },
      // The caller of `keep` has handled the error.
      () => undefined,
    );
  }

  /** Ends the thread with all its models and starts another. */
  restart(): void {
    this.#kept = undefined;
    this.#worker.dispose();
    this.#worker = new VaeWorker();
  }

  async #handOver(
    images: ImageSet,
    trainRows: number,
    validationRows: number,
  ): Promise<KeptImages> {
    const train = await this.#worker.keep(subset(images.train, trainRows));
    const validation = await this.#worker.keep(subset(images.test, validationRows));
    return { train, validation };
  }
}
