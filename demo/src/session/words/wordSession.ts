import { computed, type ReadonlySignal } from '@preact/signals';
import { oneHotLabels, type RemoteVAE, subset } from 'webgpu-vae/worker';
import type { ImageSet } from '../../data/imageSet.ts';
import { BesideSession, oneForEachPage } from '../besideSession.ts';
import { type DenseSettings, denseDefaults, sameDense } from '../denseSettings.ts';
import type { RunRows } from '../run.ts';
import type { Session } from '../session.ts';
import { testRows } from '../testRows.ts';
import { takeWordGlimpse, type WordGlimpse } from './translate.ts';
import { wordOptions } from './wordOptions.ts';
import { type WordSet, wordSetOf } from './wordSet.ts';

const LATENT = 16;

/** A model of the page's images and their words. */
export class WordSession extends BesideSession<WordSet, DenseSettings, WordGlimpse> {
  /** Undefined for images without words, and before there are images. */
  readonly set: ReadonlySignal<WordSet | undefined>;

  constructor(page: Session) {
    super(denseDefaults(LATENT, page.adapter.value.software), page, sameDense);
    this.set = computed(() => wordSetOf(page.images.value));
    this.followImages();
  }

  protected get data(): ReadonlySignal<WordSet | undefined> {
    return this.set;
  }

  protected create(settings: DenseSettings, set: WordSet): Promise<RemoteVAE> {
    return this.createModel(wordOptions(settings, set));
  }

  protected async rows(model: RemoteVAE, { images, words }: WordSet): Promise<RunRows> {
    const most = this.settings.value.images;
    const { validation: tested } = testRows(model);
    const { train, validation } = await this.thread.keep(images, most, tested);
    const wordsOf = (of: ImageSet['train'], rows: number) =>
      oneHotLabels(subset(of, rows).labels ?? [], words.length);
    return {
      train: { image: train, word: wordsOf(images.train, most) },
      validation: { image: validation, word: wordsOf(images.test, tested) },
    };
  }

  protected glimpse(model: RemoteVAE, set: WordSet): Promise<WordGlimpse> {
    return takeWordGlimpse(model, set, testRows(model).look);
  }
}

/** The model of images and words that belongs to the page. */
export const wordsOf = oneForEachPage('images and words', (page) => new WordSession(page));
