import { type KeptData, type RemoteVAE, subset, VaeWorker } from 'webgpu-vae/worker';
import type { ImageSet } from '../data/imageSet.ts';
import { modelOptions, runOptions } from './modelOptions.ts';
import type { Notices } from './notices.ts';
import type { Settings } from './settings.ts';

/** Images as the worker has them. */
export interface KeptImages {
  readonly train: KeptData;
  readonly validation: KeptData;
}

/** The worker that trains: makes models there and hands it the images, once. */
export class TrainingThread {
  readonly #worker = new VaeWorker();
  readonly #notices: Notices;
  #kept: (KeptImages & { readonly of: ImageSet; readonly rows: number }) | undefined;

  constructor(notices: Notices) {
    this.#notices = notices;
  }

  create(settings: Settings, images: ImageSet): Promise<RemoteVAE> {
    const rows = Math.min(settings.images, images.train.rows);
    const stepsInEpoch = Math.ceil(rows / settings.batchSize);
    const input = images.width * images.height;
    return this.#worker.create({
      ...modelOptions(settings, input, stepsInEpoch),
      ...this.#listeners(),
    });
  }

  /** @throws FormatError or CheckpointError if the bytes are no checkpoint of such images */
  load(bytes: Uint8Array, settings: Settings, images: ImageSet): Promise<RemoteVAE> {
    return this.#worker.load(bytes, {
      config: { input: images.width * images.height },
      ...runOptions(settings),
      ...this.#listeners(),
    });
  }

  /**
   * @param trainRows images to train on, at most
   * @param validationRows images to validate with, at most
   */
  async keep(images: ImageSet, trainRows: number, validationRows: number): Promise<KeptImages> {
    const rows = Math.min(trainRows, images.train.rows);
    if (this.#kept?.of === images && this.#kept.rows === rows) return this.#kept;
    this.release();
    const train = await this.#worker.keep(subset(images.train, rows));
    const validation = await this.#worker.keep(subset(images.test, validationRows));
    this.#kept = { train, validation, of: images, rows };
    return this.#kept;
  }

  /** Lets the worker forget the images. */
  release(): void {
    this.#kept?.train.release();
    this.#kept?.validation.release();
    this.#kept = undefined;
  }

  #listeners() {
    const notices = this.#notices;
    return {
      onDeviceLost: ({ reason, step }: { reason: string; step: number }) =>
        notices.tell({
          subject: 'device',
          kind: 'warning',
          title: 'The GPU was lost and is back',
          text: `The browser took it away (${reason}). Training went on from step ${step}: nothing else was lost.`,
        }),
      onNotice: ({ kind, message }: { kind: string; message: string }) =>
        notices.tell({ subject: kind, kind: 'info', title: 'About this adapter', text: message }),
    };
  }
}
