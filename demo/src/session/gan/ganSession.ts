import type { ReadonlySignal } from '@preact/signals';
import type { ImageSet } from '../../data/imageSet.ts';
import { BesideSession, oneForEachPage } from '../besideSession.ts';
import { type DenseSettings, denseDefaults, sameDense } from '../denseSettings.ts';
import type { RunRows } from '../run.ts';
import type { Session } from '../session.ts';
import { testRows } from '../testRows.ts';
import { type GanGlimpse, takeGanGlimpse } from './ganGlimpse.ts';
import { ganOptions, vaeOptions } from './ganOptions.ts';
import { Pair } from './pair.ts';

const LATENT = 8;

/** A VAE and a VAE-GAN of the page's images, side by side. */
export class GanSession extends BesideSession<ImageSet, DenseSettings, GanGlimpse, Pair> {
  constructor(page: Session) {
    super(denseDefaults(LATENT, page.adapter.value.software), page, sameDense);
    this.followImages();
  }

  /** The images in use. */
  get images(): ReadonlySignal<ImageSet | undefined> {
    return this.page.images;
  }

  protected get data(): ReadonlySignal<ImageSet | undefined> {
    return this.page.images;
  }

  protected async create(settings: DenseSettings, images: ImageSet): Promise<Pair> {
    const vae = await this.createModel(vaeOptions(settings, images));
    try {
      return new Pair(vae, await this.createModel(ganOptions(settings, images)));
    } catch (error) {
      vae.dispose();
      throw error;
    }
  }

  protected rows({ vae }: Pair, images: ImageSet): Promise<RunRows> {
    const { validation } = testRows(vae);
    return this.thread.keep(images, this.settings.value.images, validation);
  }

  protected glimpse(pair: Pair, images: ImageSet): Promise<GanGlimpse> {
    return takeGanGlimpse(pair, images);
  }
}

/** The pair that belongs to the page. */
export const pairOf = oneForEachPage('VAE and VAE-GAN', (page) => new GanSession(page));
